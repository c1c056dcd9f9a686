import Foundation
import OdoriDomain
import OdoriPorts

/// A document as the service answers it.
struct FoundDocument: Sendable {
    /// The whole name.
    var name: String
    var updateTime: String
    /// Plain JSON.
    var json: Data
    /// What the last writer put in front.
    var mark: String?
    /// The typed value of the member that a query is ordered by.
    var orderValue: TypedScalar?

    /// Reads the document that comes next.
    init(_ reader: inout JSONBytes, order member: String? = nil) throws {
        name = ""
        updateTime = ""
        json = Data("{}".utf8)
        var fields: JSONBytes?
        try reader.members { reader, key in
            if reader.isNamed(key, "name") {
                name = try Self.string(&reader)
            } else if reader.isNamed(key, "updateTime") {
                updateTime = try Self.string(&reader)
            } else {
                if reader.isNamed(key, "fields") { fields = reader }
                try reader.value()
            }
        }
        guard var fields else { return }
        var names = fields
        try names.members { reader, key in
            if reader.isNamed(key, CommitMark.member) {
                mark = try TypedScalar(&reader)?.text
            } else if let member, reader.text(key) == "\"\(member)\"" {
                orderValue = try TypedScalar(&reader)
            } else {
                try reader.value()
            }
        }
        var decoder = TypedDecoder()
        try decoder.appendFields(&fields, without: CommitMark.member)
        json = Data(decoder.output)
    }

    /// A string that may hold escapes.
    private static func string(_ reader: inout JSONBytes) throws -> String {
        let text = reader.text(try reader.string())
        if !text.utf8.contains(UInt8(ascii: "\\")) { return String(text.dropFirst().dropLast()) }
        return try JSONDecoder().decode(String.self, from: Data(text.utf8))
    }

    func document(_ key: DocumentKey) -> Document {
        Document(key: key, body: DocumentBody(json: json), version: DocumentVersion(updateTime))
    }
}

/// A single value that queries can be ordered by, as it stands on the wire.
struct TypedScalar: Sendable, Codable, Hashable {
    /// The wire's name of its type.
    var type: String
    var text: String

    static let types: Set<String> = ["integerValue", "doubleValue", "stringValue", "timestampValue"]

    init(type: String, text: String) {
        self.type = type
        self.text = text
    }

    /// Passes a typed value; nil when it is none of these.
    init?(_ reader: inout JSONBytes) throws {
        var found: TypedScalar?
        try reader.members { reader, key in
            let type = String(reader.text(key).dropFirst().dropLast())
            let raw = reader.text(try reader.value())
            guard Self.types.contains(type) else { return }
            let text = raw.hasPrefix("\"") ? try JSONDecoder().decode(String.self, from: Data(raw.utf8)) : raw
            found = TypedScalar(type: type, text: text)
        }
        guard let found else { return nil }
        self = found
    }
}
