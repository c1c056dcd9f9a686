import Foundation

/// A JSON value as it came.
enum JSON: Decodable, Sendable, Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }
}

/// Reads an object of which every member is known and has its type; anything else is the wire's code 1200.
struct StrictObject {
    private let name: String
    private let members: [String: JSON]

    init(_ value: JSON?, _ name: String, known: Set<String>) throws(KlingProblem) {
        guard case .object(let members)? = value else { throw .parameters("\(name) must be an object") }
        if let stranger = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw .parameters("\(name) has no field \(stranger)")
        }
        self.name = name
        self.members = members
    }

    subscript(member: String) -> JSON? { members[member] }

    func text(_ member: String) throws(KlingProblem) -> String? {
        guard let value = members[member] else { return nil }
        guard case .string(let text) = value else { throw .parameters("\(name).\(member) must be a string") }
        return text
    }

    func needed(_ member: String) throws(KlingProblem) -> String {
        guard let text = try text(member), !text.isEmpty else { throw .parameters("\(name).\(member) is required") }
        return text
    }

    func array(_ member: String) throws(KlingProblem) -> [JSON] {
        guard case .array(let values)? = members[member] else {
            throw .parameters("\(name).\(member) must be an array")
        }
        return values
    }

    /// One of some words, the first being the default.
    func word(_ member: String, of words: [String]) throws(KlingProblem) -> String {
        let word = try text(member) ?? words[0]
        guard words.contains(word) else { throw .value("\(name).\(member) must be one of \(words)") }
        return word
    }
}
