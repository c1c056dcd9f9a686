import OdoriJSON
import Foundation
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting

/// What is left when everything is over, without what may differ between two good runs: times, attempts, leases, checks,
/// provider ids, versions.
struct Outcome: Equatable, Sendable {
    var documents: [String: JSONValue] = [:]
    var objects: [String: String] = [:]

    private let left: Set<String>

    /// - Parameter besides: further members that may differ.
    init(of theatre: Theatre, leaving besides: Set<String> = []) async throws {
        left = Self.volatile.union(besides)
        for source in [
            DocumentQuery.Source.collection("pipeline_jobs"), .collection("characters"), .collection("names"),
        ] {
            try await add(source, order: source == .collection("names") ? "key" : "created_at", theatre)
        }
        try await add(.group("runs"), order: "created_at", theatre)
        for info in try await theatre.objects.list(prefix: "", after: nil, limit: 10_000) {
            objects[info.name.rawValue] = info.sha256
        }
    }

    private mutating func add(
        _ source: DocumentQuery.Source, order: String, _ theatre: Theatre
    ) async throws {
        let page = try await theatre.store.query(DocumentQuery(source, order: .init(order), limit: 1000))
        for document in page.documents {
            documents[document.key.path] = strip(
                try JSONDecoder().decode(JSONValue.self, from: document.body.json()))
        }
    }

    /// What stands in one of two only, or differently in each: the names, for a failed expectation that can be read.
    func differences(from other: Outcome) -> [String] {
        Self.differences(documents, other.documents) + Self.differences(objects, other.objects)
    }

    private static func differences<Value: Equatable>(_ one: [String: Value], _ other: [String: Value]) -> [String] {
        Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }.sorted()
    }

    private static let volatile: Set<String> = [
        "attempts", "version", "progress", "operation_id", "error",
    ]

    private func strip(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                members.filter { !left.contains($0.key) && !$0.key.hasSuffix("_at") && $0.key != "at" }
                    .mapValues(strip))
        case .array(let values): .array(values.map(strip))
        default: value
        }
    }
}
