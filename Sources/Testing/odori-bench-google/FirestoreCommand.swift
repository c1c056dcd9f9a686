import OdoriJSON
import ArgumentParser
import AsyncHTTPClient
import Foundation
import OdoriDomain
import OdoriFirestore
import OdoriGoogleAuth
import OdoriLocal
import OdoriPorts

/// `firestore`: creates, reads, updates under versions and queries documents like a job's.
struct FirestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "firestore", abstract: "Times the Firestore client.")

    @OptionGroup var place: FirestorePlace

    @Option(help: "Documents.")
    var count = 2000

    @Option(help: "Operations under way at once.")
    var width = 16

    func run() async throws {
        let store = place.store
        let body = try Self.document()
        let collection = "bench_\(UInt64.random(in: 0 ... .max))"
        let keys = (0..<count).map { DocumentKey(path: "\(collection)/d\($0)") }
        try await measure("create") { number in
            _ = try await store.commit([DocumentWrite(.put(json: body), keys[number], if: .absent)])
        }
        try await measure("get") { number in _ = try await store.get([keys[number]]) }
        try await measure("get and update") { number in
            guard let document = try await store.get([keys[number]]).first.flatMap(\.self) else { return }
            _ = try await store.commit([DocumentWrite(.put(json: body), keys[number], if: .version(document.version))])
        }
        let begin = ContinuousClock.now
        var cursor: String?
        var found = 0
        repeat {
            let page = try await store.query(
                DocumentQuery(.collection(collection), order: .init("created_at"), after: cursor, limit: 100))
            found += page.documents.count
            cursor = page.cursor
        } while cursor != nil
        try Report("query, 100 a page", operations: found, since: begin).write()
    }

    private func measure(_ what: String, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let begin = ContinuousClock.now
        let times = try await crowd(count, width: width, body)
        try Report(what, operations: count, since: begin, times: times).write()
    }

    /// About two kilobytes, as the document of a job under way has.
    private static func document() throws -> Data {
        let results = (0..<12).map {
            ["name": "result \($0)", "url": "gs://bucket/anime_dance/dances/dance_\($0).mp4"]
        }
        let members: [String: JSONValue] = [
            "owner": .string("bench"), "status": .string("running"), "created_at": .string("2026-02-07T10:00:00.250Z"),
            "percent": .integer(45), "title": .string(String(repeating: "dance ", count: 60)),
            "results": .array(results.map { .object($0.mapValues { .string($0) }) }),
        ]
        return try JSONEncoder().encode(JSONValue.object(members))
    }
}

/// The emulator that is spoken to.
struct FirestorePlace: ParsableArguments {
    private static let http = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: GoogleCaller.clientConfiguration)

    @Option(help: "host:port of the Firestore emulator.")
    var host: String

    @Option(help: "The project.")
    var project = "bench"

    var store: FirestoreDocumentStore {
        FirestoreDocumentStore(
            FirestoreConfiguration(baseURL: "http://\(host)", project: project),
            caller: GoogleCaller(http: Self.http, tokens: nil), clock: SystemClock())
    }
}
