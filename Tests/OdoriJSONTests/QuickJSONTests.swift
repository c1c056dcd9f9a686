import OdoriJSON
import Foundation
import OdoriTesting
import Testing

@Suite("JSON, written quickly")
struct QuickJSONTests {
    private static func quick(_ value: some Encodable) throws -> String {
        String(decoding: try QuickJSON.encode(value), as: UTF8.self)
    }

    private struct Everything: Encodable {
        var text = "plain"
        var absent: String?
        var nested: [String: [Int?]] = ["b": [1, nil, 3], "a": [], "align_10": [10], "align_2": [2], "Z": [0]]
        var numbers: [Double] = [0, 1, -1.5, 0.1, 1e20, 1e-7, 123_456_789.123, .greatestFiniteMagnitude]
        var small: [UInt8] = [0, 255]
        var singles: [Float] = [0.5, 3]
        var large = UInt64.max
        var least = Int64.min
        var isTrue = true
        var bytes = Data([0, 1, 254, 255])
        var empty: [String: Int] = [:]
        var value: JSONValue = .object(["x": .array([.null, .bool(false), .number(2.5), .integer(7), .string("y")])])
    }

    @Test("every kind of value comes out as the system's encoder writes it")
    func everything() throws {
        #expect(try Self.quick(Everything()) == SystemJSON.text(of: Everything()))
    }

    @Test(
        "every text comes out as the system's encoder writes it",
        arguments: [
            "", "a/b", "\"quoted\" and \\", "tab\tline\nreturn\r\u{8}\u{C}\u{0}\u{1F}\u{7F}", "踊り 🎏 e\u{301}",
            "\u{2028}\u{2029}", "</script>",
        ])
    func texts(_ text: String) throws {
        #expect(try Self.quick([text: text]) == SystemJSON.text(of: [text: text]))
    }

    private struct Interleaved: Encodable {
        enum Outer: CodingKey { case z, list, inner, a }
        enum Inner: CodingKey { case y, b }

        func encode(to encoder: any Encoder) throws {
            var outer = encoder.container(keyedBy: Outer.self)
            var inner = outer.nestedContainer(keyedBy: Inner.self, forKey: .inner)
            try inner.encode(1, forKey: .y)
            try outer.encode("z", forKey: .z)
            var list = outer.nestedUnkeyedContainer(forKey: .list)
            try inner.encode([true], forKey: .b)
            try list.encode("first")
            try outer.encodeNil(forKey: .a)
            var deep = list.nestedContainer(keyedBy: Inner.self)
            try deep.encode(2.5, forKey: .b)
        }
    }

    @Test("containers may be filled in turns")
    func interleaved() throws {
        #expect(try Self.quick(Interleaved()) == SystemJSON.text(of: Interleaved()))
    }

    @Test("a single value is JSON too")
    func fragments() throws {
        #expect(try Self.quick("a") == "\"a\"")
        #expect(try Self.quick([Int]()) == "[]")
        #expect(try Self.quick(Int?.none) == "null")
    }

    @Test("what JSON does not have is refused", arguments: [Double.nan, .infinity])
    func strangers(_ number: Double) {
        #expect(throws: EncodingError.self) { try QuickJSON.encode([number]) }
    }

    private struct Nothing: Encodable {
        func encode(to encoder: any Encoder) throws {}
    }

    @Test("what encodes nothing is refused")
    func nothing() {
        #expect(throws: EncodingError.self) { try QuickJSON.encode(["a": Nothing()]) }
    }
}
