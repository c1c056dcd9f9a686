import Foundation
import NIOCore
import OdoriDomain
import OdoriPorts

/// The name of a commit, which every document that it writes carries.
enum CommitMark {
    static let member: StaticString = "_commit"

    static func fresh() -> String {
        String(UInt64.random(in: 0 ... .max), radix: 36)
    }
}

/// A commit as the wire's `CommitRequest`, checked: no document twice, every body one JSON object of permitted size.
struct FirestoreCommit: Sendable {
    private static let largestBody = 1 << 20
    /// The version of a document that was written and has changed since: equal to none that there will be.
    private static let passed = DocumentVersion("1970-01-01T00:00:00Z")

    let names: [DocumentName]
    /// The names again, to the letter.
    let paths: Set<ExactBytes>
    /// The wire's `Write`s, with commas between.
    private let writes: [UInt8]
    /// Of each write.
    private let marks: [String]
    private let isPut: [Bool]
    let expectsVersions: Bool
    /// Every write makes a document that does not exist yet.
    let onlyCreates: Bool

    init(_ writes: [DocumentWrite], root: String) throws {
        names = try writes.map { try DocumentName($0.key) }
        paths = Set(names.map { ExactBytes($0.path) })
        guard paths.count == names.count else {
            throw OdoriError(.documentRefused, "a commit names a document twice")
        }
        isPut = writes.map { if case .put = $0.change { true } else { false } }
        expectsVersions = writes.contains { if case .version = $0.precondition { true } else { false } }
        onlyCreates = !isPut.contains(false) && writes.allSatisfy { $0.precondition == .absent }
        let mark = CommitMark.fresh()
        marks = writes.map { _ in mark }
        var encoder = TypedEncoder(reserving: 16 << 10)
        for (place, write) in writes.enumerated() {
            if place > 0 { encoder.append(",") }
            try Self.append(write, "\(root)/\(names[place].path)", mark, to: &encoder)
        }
        self.writes = encoder.output
    }

    /// Several commits as one, which is carried out whole or not at all. Each keeps its own mark.
    ///
    /// - Parameter commits: not empty, and no document in two of them.
    init(joining commits: [FirestoreCommit]) {
        names = commits.flatMap(\.names)
        paths = commits.reduce(into: []) { $0.formUnion($1.paths) }
        writes = commits.dropFirst().reduce(into: commits.first?.writes ?? []) { writes, next in
            writes.append(UInt8(ascii: ","))
            writes += next.writes
        }
        marks = commits.flatMap(\.marks)
        isPut = commits.flatMap(\.isPut)
        expectsVersions = commits.contains(where: \.expectsVersions)
        onlyCreates = commits.allSatisfy(\.onlyCreates)
    }

    /// How many bytes it is on the wire, about.
    var size: Int { writes.count }

    /// The wire's `CommitRequest`.
    var body: ByteBuffer {
        var body = ByteBuffer()
        body.reserveCapacity(writes.count + 16)
        body.writeStaticString("{\"writes\":[")
        body.writeBytes(writes)
        body.writeStaticString("]}")
        return body
    }

    private static func append(
        _ write: DocumentWrite, _ name: String, _ mark: String, to encoder: inout TypedEncoder
    ) throws {
        switch write.change {
        case .delete:
            encoder.append("{\"delete\":")
            try encoder.append(quoting: name)
        case .put(let body):
            encoder.append("{\"update\":{\"name\":")
            try encoder.append(quoting: name)
            encoder.append(",\"fields\":")
            let json = try json(of: body, write.key)
            do {
                try encoder.appendFields(of: json, marking: CommitMark.member, as: mark)
            } catch let fault as JSONBytes.Fault {
                throw OdoriError(.documentCorrupt, "\(write.key): the body is no JSON object (\(fault))")
            }
            encoder.append("}")
        }
        switch write.precondition {
        case .none: break
        case .absent: encoder.append(",\"currentDocument\":{\"exists\":false}")
        case .version(let version):
            encoder.append(",\"currentDocument\":{\"updateTime\":")
            try encoder.append(quoting: version.token)
            encoder.append("}")
        }
        encoder.append("}")
    }

    private static func json(of body: DocumentBody, _ key: DocumentKey) throws(OdoriError) -> Data {
        let json: Data
        do {
            json = try body.json()
        } catch {
            throw OdoriError(.documentRefused, "\(key) cannot be encoded: \(error)")
        }
        guard json.count <= largestBody else {
            throw OdoriError(.documentRefused, "\(key) is too large: \(json.count) bytes")
        }
        guard String(validating: json, as: UTF8.self) != nil else {
            throw OdoriError(.documentCorrupt, "\(key): the body is not UTF-8")
        }
        return json
    }

    /// Reads the versions out of a `CommitResponse`.
    func versions(_ bytes: UnsafeRawBufferPointer) throws -> [DocumentVersion?] {
        var reader = JSONBytes(bytes)
        var times: [String?] = []
        var committed: String?
        try reader.members { reader, name in
            if reader.isNamed(name, "writeResults") {
                try reader.elements { times.append(try Self.updateTime(&$0)) }
            } else if reader.isNamed(name, "commitTime") {
                committed = Self.plain(reader.text(try reader.value()))
            } else {
                try reader.value()
            }
        }
        try reader.end()
        guard times.count == names.count else { throw reader.fault("not one result for each write") }
        return zip(isPut, times).map { isPut, time in
            isPut ? (time ?? committed).map { DocumentVersion($0) } ?? Self.passed : nil
        }
    }

    private static func updateTime(_ reader: inout JSONBytes) throws -> String? {
        var time: String?
        try reader.members { reader, name in
            let isTime = reader.isNamed(name, "updateTime")
            let value = reader.text(try reader.value())
            if isTime { time = plain(value) }
        }
        return time
    }

    private static func plain(_ quoted: String) -> String {
        String(quoted.dropFirst().dropLast())
    }

    /// The versions that this commit made, as the documents tell; nil when they do not say that it was carried out.
    func versions(in found: [ExactBytes: FoundDocument]) -> [DocumentVersion?]? {
        let documents = names.map { found[ExactBytes($0.path)] }
        let isOwn = zip(documents, marks).map { document, mark in document?.mark == mark }
        if isPut.contains(true) {
            guard isOwn.contains(true) else { return nil }
        } else {
            guard documents.allSatisfy({ $0 == nil }) else { return nil }
        }
        return names.indices.map { place in
            guard isPut[place] else { return nil }
            return isOwn[place] ? documents[place].map { DocumentVersion($0.updateTime) } : Self.passed
        }
    }
}
