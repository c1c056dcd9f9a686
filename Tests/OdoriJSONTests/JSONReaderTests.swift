import OdoriJSON
import Foundation
import Testing

@Suite("Reading JSON")
struct JSONReaderTests {
    @Test(
        "values read as what they are",
        arguments: [
            ("null", JSONValue.null), (" true\n", .bool(true)), ("-0", .integer(0)), ("12", .integer(12)),
            ("2.0", .integer(2)), ("2e2", .integer(200)), ("1.5", .number(1.5)), ("-1E-1", .number(-0.1)),
            ("9223372036854775807", .integer(.max)), ("1e999", .number(.infinity)),
            ("9007199254740993.0", .number(9_007_199_254_740_992)),
            ("\"\"", .string("")), (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{c}\n\r\t")),
            (#""\u00e9\ud83d\ude00\u0000""#, .string("é😀\0")), ("\"踊り\"", .string("踊り")),
            ("[]", .array([])), ("[1, [2]]", .array([.integer(1), .array([.integer(2)])])),
            ("{}", .object([:])), (#"{"a" : {"b":[null]}}"#, .object(["a": .object(["b": .array([.null])])])),
        ]
    )
    func values(text: String, value: JSONValue) throws {
        #expect(try JSONReader.read(Array(text.utf8)) == value)
    }

    @Test(
        "anything else is a fault at its place",
        arguments: [
            ("", 0), ("  ", 2), ("tru", 0), ("nul", 0), ("01", 1), ("-", 1), ("1.", 2), (".5", 0), ("1e", 2), ("+1", 0),
            ("\"a", 2), ("\"\n\"", 1), (#""\x""#, 3), (#""\u12"#, 3), (#""\u12g4""#, 3), (#""\udc00""#, 7),
            (#""\ud800\u0041""#, 13), ("[1,]", 3), ("[1", 2), ("[1 2]", 3), ("{1:2}", 1), (#"{"a"}"#, 4),
            (#"{"a":}"#, 5), (#"{"a":1,}"#, 7), (#"{"a":1,"a":2}"#, 10), ("1 1", 2), ("'a'", 0), ("NaN", 0), ("//", 0),
        ]
    )
    func faults(text: String, offset: Int) {
        #expect {
            try JSONReader.read(Array(text.utf8))
        } throws: { error in
            (error as? JSONReader.Fault)?.offset == offset
        }
    }

    @Test("nesting is read to its limit and no further")
    func nesting() throws {
        let limit = JSONReader.depthLimit
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(throws: Never.self) { try JSONReader.read(nested(limit + 1)) }
        #expect(throws: JSONReader.Fault.self) { try JSONReader.read(nested(limit + 2)) }
    }

    @Test("whatever bytes come, it answers, and agrees with Foundation on what it takes", arguments: 0..<8)
    func mutations(seed: UInt64) throws {
        var generator = Generator(state: seed &* 0x9e37_79b9_7f4a_7c15 | 1)
        let start = Array(
            #"{"count":1,"style_id":"k\u00e9\n","reference_videos":["a",2.5e3,-0,null],"o":{"t":true}}"#.utf8
        )
        for _ in 0..<1500 {
            var bytes = start
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let at = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: at)
                default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: at)
                }
            }
            guard let value = try? JSONReader.read(bytes) else { continue }
            let other = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
            #expect(value == other, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }
}
