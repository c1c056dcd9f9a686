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
            #expect(try pieces.text(of: engine) == SystemJSON.text(of: engine))
            try engine.end(
                node.id, epoch: lease.epoch, with: .finished(StageOutputs()), graph: graph, at: now, slot: Slot(0))
            #expect(try pieces.text(of: engine) == SystemJSON.text(of: engine))
        }
        engine.stages[.music] = nil
        #expect(try pieces.text(of: engine) == SystemJSON.text(of: engine))
        #expect(try pieces.text(of: LedgerDocument()) == nil, "is not written in pieces")
    }

    @Test("whatever a document can hold is written")
    func everything() throws {
        let run = try Full.run()
        let engine = try Full.engine()
        #expect(Full.unset(in: run).isEmpty && Full.unset(in: engine).isEmpty, "set in Full what was added")
        for (_, view) in run.stages { #expect(Full.unset(in: view).isEmpty) }
        for (_, record) in engine.stages {
            #expect(Full.unset(in: record).isEmpty)
            #expect(Full.unset(in: try #require(record.outputs)).isEmpty)
        }
        var pieces = JSONPieces()
        #expect(try pieces.text(of: run) == SystemJSON.text(of: run))
        #expect(try pieces.text(of: engine) == SystemJSON.text(of: engine))
    }

    @Test("a push's body is written as the system's encoder writes its members")
    func payload() throws {
        let run = try Full.run().id
        let reference = try #require(ReferenceID(rawValue: "wave_01"))
        for subject in [Subject.run(run), .job(run.job), .reference(reference)] {
            let body = TaskPayload(subject: subject, stage: .music, generation: 2, check: 3).encoded()
            let text = try SystemJSON.text(of: JSONDecoder().decode(JSONValue.self, from: body))
            #expect(String(decoding: body, as: UTF8.self) == text)
        }
    }

    @Test("a document that could not be written leaves nothing behind that a later one would be made of")
    func unwritable() throws {
        var run = try Full.run()
        var pieces = JSONPieces()
        let good = try pieces.text(of: run)
        // In the order of their ids: the first has been written anew when the second cannot be.
        run.stages[.animeImage]?.attempts += 1
        run.stages[.concept]?.progress = .infinity
        #expect(throws: EncodingError.self) { try pieces.text(of: run) }
        #expect(try pieces.text(of: Full.run()) == good)
    }
}

/// Documents in which everything is set that can be.
private enum Full {
    static let now = Timestamp(milliseconds: 1_770_458_399_123)
    static let graph = StageGraph.build(JobOptions())

    static func engine() throws -> EngineDocument {
        let key = OperationKey(run: try id(), stage: .concept, generation: 1)
        var record = StageRecord(status: .waiting, generation: 1, dueAt: now)
        record.lease = Lease(epoch: 2, expiresAt: now)
        record.ambiguous = 3
        record.calls = 4
        record.duplicates = 5
        record.reopened = 6
        record.passedOver = ["kling", "\"quoted\""]
        record.handedOnAt = now
        record.queue = .media
        record.operation = Operation(key: key, provider: "kling", submitBy: now)
        record.outputs = try outputs()
        record.kept = try outputs()
        record.error = error
        var engine = EngineDocument(stages: [.concept: record, .animeImage: record])
        engine.update(.concept) { $0.epoch += 1 }
        engine.expiresAt = now
        return engine
    }

    static func run() throws -> RunDocument {
        let reference = try #require(ReferenceID(rawValue: "wave_01"))
        var run = RunDocument(
            run: try id(), owner: .local, references: [reference, reference], graph: graph, createdAt: now, now: now)
        let character = try #require(CharacterID(rawValue: "mio_kazehara_1770458399"))
        run.characterID = character
        run.name = "Mio “Kaze” Hara"
        run.completedAt = now
        run.expiresAt = now
        run.result = CharacterResult(
            characterID: character, name: "Mio",
            assets: CharacterAssets(
                animeImage: "gs://b/a", cosplayImage: "gs://b/c", dances: ["gs://b/d"],
                remixes: ["energetic": "gs://b/r"], deliverables: [], poster: "gs://b/p", contactSheet: "gs://b/s"))
        var view = StageView(status: .running)
        view.ambiguous = 1
        view.asset = "gs://b/\u{7}"
        view.attempts = 2
        view.startedAt = now
        view.completedAt = now
        view.error = error
        view.progress = 0.25
        run.stages = StageTable(graph.nodes.map { ($0.id, view) })
        return run
    }

    private static func outputs() throws -> StageOutputs {
        let name = try #require(ObjectName(rawValue: "jobs/a/main.mp4"))
        let asset = StoredAsset(object: name, bytes: 12, crc32c: "0a", sha256: "0b")
        return StageOutputs(
            assets: ["main": asset, "cover": asset], facts: try StageFacts(["tempo": 120.5]),
            origin: Origin(provider: "kling", model: "m", promptHash: "0c", operationID: "op-1"))
    }

    private static let error = StageError(
        slot: Slot(1), stage: .concept, error: OdoriError(.workerCrashed, "line one\nline two"), at: now)

    private static func id() throws -> RunID {
        RunID(job: try #require(JobID(rawValue: "550e8400-e29b-41d4-a716-446655440000")), slot: Slot(3))
    }

    /// The properties of a value that stand for nothing.
    static func unset(in value: Any) -> [String] {
        Mirror(reflecting: value).children.compactMap { isUnset($0.value) ? $0.label : nil }
    }

    private static func isUnset(_ value: Any) -> Bool {
        if let tally = value as? Tally { return tally.wrappedValue == 0 }
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional { return mirror.children.isEmpty }
        // What lies apart lies in a box.
        guard mirror.children.count == 1, let only = mirror.children.first, only.label == "box" else { return false }
        return isUnset(only.value)
    }
}
