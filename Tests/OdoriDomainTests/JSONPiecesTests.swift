import Foundation
import OdoriDomain
import OdoriJSON
import OdoriTesting
import Testing

@Suite("Documents as JSON, written quickly")
struct JSONPiecesTests {
    private static func quick(_ value: some Encodable) throws -> String {
        String(decoding: try QuickJSON.encode(value), as: UTF8.self)
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
        #expect(try Self.quick(engine) == SystemJSON.text(of: engine))
        #expect(try Self.quick(document) == SystemJSON.text(of: document))
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
            #expect(try String(decoding: taken, as: UTF8.self) == SystemJSON.text(of: engine))
            try engine.end(
                node.id, epoch: lease.epoch, with: .finished(StageOutputs()), graph: graph, at: now, slot: Slot(0))
            let ended = try QuickJSON.encode(engine, reusing: &pieces)
            #expect(try String(decoding: ended, as: UTF8.self) == SystemJSON.text(of: engine))
        }
    }
}
