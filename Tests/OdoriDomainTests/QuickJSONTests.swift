import Foundation
import OdoriDomain
import Testing

@Suite("JSON, written quickly")
struct QuickJSONTests {
    private static func reference(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

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
        var instants = [Timestamp(milliseconds: 0), Timestamp(milliseconds: 1_770_458_399_123)]
        var value: JSONValue = .object(["x": .array([.null, .bool(false), .number(2.5), .integer(7), .string("y")])])
    }

    @Test("every kind of value comes out as the system's encoder writes it")
    func everything() throws {
        #expect(try Self.quick(Everything()) == Self.reference(Everything()))
    }

    @Test(
        "every text comes out as the system's encoder writes it",
        arguments: [
            "", "a/b", "\"quoted\" and \\", "tab\tline\nreturn\r\u{8}\u{C}\u{0}\u{1F}\u{7F}", "踊り 🎏 e\u{301}",
            "\u{2028}\u{2029}", "</script>",
        ])
    func texts(_ text: String) throws {
        #expect(try Self.quick([text: text]) == Self.reference([text: text]))
    }

    @Test("a run's documents come out as the system's encoder writes them")
    func documents() throws {
        let id = try #require(JobID(rawValue: "550e8400-e29b-41d4-a716-446655440000"))
        let run = RunID(job: id, slot: Slot(3))
        let now = Timestamp(milliseconds: 1_770_458_399_123)
        let graph = StageGraph.build(JobOptions())
        var engine = EngineDocument(graph: graph, now: now)
        let name = try ObjectNames(prefix: "p").working(
            run, stage: .concept, generation: 0, role: "main", suffix: "json")
        let asset = StoredAsset(object: name, bytes: 12, crc32c: "0a", sha256: "0b")
        let outputs = StageOutputs(assets: ["main": asset], facts: try StageFacts(["tempo": 120.5]))
        let lease = try #require(engine.update(.concept) { $0.takeLease(now: now, for: .seconds(60)) })
        try engine.end(
            .concept, epoch: lease.epoch, with: .finished(outputs), graph: graph, at: now, slot: run.slot)
        var document = RunDocument(
            run: run, owner: .local, references: [], graph: graph, createdAt: now, now: now)
        document.reflect(engine, now: now) { "gs://bucket/\($0)" }
        #expect(try Self.quick(engine) == Self.reference(engine))
        #expect(try Self.quick(document) == Self.reference(document))
        #expect(try JSONDecoder().decode(EngineDocument.self, from: QuickJSON.encode(engine)) == engine)
    }

    @Test("a document that changed a little is written as if for the first time")
    func pieces() throws {
        let now = Timestamp(milliseconds: 1_770_458_399_123)
        let graph = StageGraph.build(JobOptions())
        var engine = EngineDocument(graph: graph, now: now)
        var pieces = JSONPieces()
        for node in graph.nodes {
            let lease = try #require(engine.update(node.id) { $0.takeLease(now: now, for: .seconds(60)) })
            let taken = try QuickJSON.encode(engine, reusing: &pieces)
            #expect(try String(decoding: taken, as: UTF8.self) == Self.reference(engine))
            try engine.end(
                node.id, epoch: lease.epoch, with: .finished(StageOutputs()), graph: graph, at: now, slot: Slot(0))
            let ended = try QuickJSON.encode(engine, reusing: &pieces)
            #expect(try String(decoding: ended, as: UTF8.self) == Self.reference(engine))
        }
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
        #expect(try Self.quick(Interleaved()) == Self.reference(Interleaved()))
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
