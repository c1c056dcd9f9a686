import Foundation
import OdoriDomain
import Testing

@Suite("Reading values out of JSON values")
struct JSONValueDecoderTests {
    private struct Sample: Codable, Hashable {
        var text: String
        var whole: Int
        var part: Double
        var large: UInt64
        var flag: Bool
        var missing: String?
        var list: [Int]
        var named: [String: [Double]]
        var at: Timestamp
        var nested: JSONValue
    }

    private static let sample = Sample(
        text: "踊り \"x\"", whole: -7, part: 6, large: 1 << 62, flag: true, missing: nil, list: [1, 2, 3],
        named: ["a": [0.5, 1], "b": []], at: Timestamp(milliseconds: 1_770_458_400_123),
        nested: .object(["deep": .array([.null, .bool(false)])]))

    @Test("gives what was put in, numbers without a fraction included")
    func roundTrip() throws {
        let value = try JSONValue(encoding: Self.sample)
        #expect(try value.decode(as: Sample.self) == Self.sample)
    }

    @Test("gives what reading the text would give")
    func sameAsText() throws {
        let value = try JSONValue(encoding: Self.sample)
        let text = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(Sample.self, from: text) == value.decode(as: Sample.self))
    }

    @Test("refuses what is missing, of another type, or out of range", arguments: ["text", "whole", "list", "at"])
    func refuses(_ member: String) throws {
        guard case .object(var members) = try JSONValue(encoding: Self.sample) else { return }
        members[member] = .number(0.5)
        #expect(throws: OdoriError(.documentCorrupt, "")) { try JSONValue.object(members).decode(as: Sample.self) }
        members[member] = nil
        #expect(throws: OdoriError(.documentCorrupt, "")) { try JSONValue.object(members).decode(as: Sample.self) }
    }
}
