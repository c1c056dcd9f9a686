import Foundation
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import SystemPackage

/// What a studio holds after some work, written through the stores themselves: a reference, a job that ended with one failure, and
/// one that is under way. Nothing works on it, so it stays as it is until somebody commands.
struct Prepared {
    static let ended = "00000000-0000-4000-8000-00000000000e"
    static let running = "00000000-0000-4000-8000-00000000000a"
    static let hostile = #"<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>"#

    private let store: SQLiteDocumentStore
    private let objects: DirectoryObjectStore
    private let graph = StageGraph.build(JobOptions())
    private let now = SystemClock().now
    private let owner: OwnerID

    private struct Misspelt: Error {}

    /// - Parameter data: the API's data directory.
    init(data: String, owner: String) throws {
        store = try SQLiteDocumentStore(path: FilePath("\(data)/odori.sqlite"))
        objects = try DirectoryObjectStore(root: FilePath(data))
        self.owner = try Self.name(owner)
    }

    func write(_ media: Media) async throws {
        for (name, file, type) in media.files {
            try await objects.put(
                FilePath(file), as: Self.name("anime_dance/\(name)"), .init(contentType: type), if: .none)
        }
        try await addReference()
        let jobEnded = try [
            run(0, of: Self.ended, name: "Mio Kazehara") { try finish(&$0, &$1) },
            run(1, of: Self.ended, name: "Sora Mizuki") { fail(&$0, &$1) },
            run(2, of: Self.ended, name: Self.hostile) { try finish(&$0, &$1) },
        ]
        try await add(Self.ended, .completed, jobEnded)
        let jobRunning = try [
            run(0, of: Self.running, name: "Rin Asagiri") { begin(&$0, &$1) },
            run(1, of: Self.running, name: nil) { _, _ in },
        ]
        try await add(Self.running, .running, jobRunning)
        try store.close()
    }

    private typealias Made = (run: RunDocument, engine: EngineDocument)

    private func addReference() async throws {
        let id: ReferenceID = try Self.name("street_dance")
        var reference = ReferenceDocument(
            id: id, owner: .shared, title: "Street dance", fileName: "street.mp4", source: .studio("street"),
            rights: .owned,
            adultsOnly: true, now: now)
        reference.status = .ready
        reference.video = try asset("video.mp4")
        reference.firstFrame = try asset("picture.png")
        let beats = (0..<6).map { Double($0) * 0.5 }
        reference.analysis = DanceAnalysis(
            tempo: 120, beats: beats, downbeats: [0, 2], sections: [], drop: 1.5, confidence: 0.9, hasSound: true)
        _ = try await store.commit([.put(reference, at: .reference(id), if: .absent)])
    }

    private func add(_ job: String, _ status: JobStatus, _ made: [Made]) async throws {
        let id: JobID = try Self.name(job)
        var document = JobDocument(
            id: id, owner: owner, config: JobConfig(count: made.count), catalogue: [], requestedReferences: [],
            now: now)
        document.startedAt = now
        document.status = .running
        document.settle(runs: made.map(\.run), ledger: LedgerDocument(), now: now + .seconds(60))
        document.status = status
        document.completedAt = status.isEnded ? now + .seconds(60) : nil
        document.progress.percentComplete = status.isEnded ? 100 : 30
        var writes: [DocumentWrite] = try [
            .put(document, at: .job(id), if: .absent),
            .put(EngineDocument.job(now: now), at: .steps(id), if: .absent),
            .put(LedgerDocument(), at: .ledger(id), if: .absent),
        ]
        for (run, engine) in made {
            writes.append(try .put(run, at: .run(run.id), if: .absent))
            writes.append(try .put(engine, at: .engine(run.id), if: .absent))
        }
        _ = try await store.commit(writes)
    }

    private func run(
        _ slot: Int, of job: String, name: String?, _ change: (inout RunDocument, inout EngineDocument) throws -> Void
    ) throws -> Made {
        let id = RunID(job: try Self.name(job), slot: Slot(slot))
        let reference: ReferenceID = try Self.name("street_dance")
        var run = RunDocument(
            run: id, owner: owner, references: [reference, reference, reference], graph: graph, createdAt: now, now: now
        )
        var engine = EngineDocument(graph: graph, now: now)
        run.name = name
        run.characterID = name == nil ? nil : try Self.name("character_\(slot)_1770337530")
        try change(&run, &engine)
        return (run, engine)
    }

    private func set(
        _ stage: StageID, _ status: StageStatus, _ run: inout RunDocument, _ engine: inout EngineDocument
    ) {
        engine.update(stage) {
            $0.status = status
            $0.dueAt = nil
        }
        var view = StageView(status: status)
        view.attempts = 1
        view.startedAt = now
        view.completedAt = status.isEnded ? now + .seconds(4) : nil
        view.progress = status == .running ? 0.4 : nil
        let isVideo = stage.rawValue.contains("dance") || stage == .master
        let isPicture = stage.rawValue.contains("image") || stage.rawValue.contains("align")
        if status == .completed, isVideo || isPicture {
            view.asset = "gs://local/anime_dance/\(isVideo ? "video.mp4" : "picture.png")"
        }
        run.stages[stage] = view
    }

    private func finish(_ run: inout RunDocument, _ engine: inout EngineDocument) throws {
        for node in graph.nodes { set(node.id, .completed, &run, &engine) }
        let clips: [StageID] = [.dance(0), .variantDance(.swimsuit), .variantDance(.kpop)]
        let plan = EditPlan(
            segments: clips.map { .init(clip: $0, sourceStart: 0, length: 30) }, lowConfidence: false, referenceStart: 0
        )
        let facts = try StageFacts(plan)
        engine.update(.master) { $0.outputs = StageOutputs(facts: facts) }
        run.status = .completed
        guard let id = run.characterID, let name = run.name else { throw Misspelt() }
        run.result = CharacterResult(characterID: id, name: name, assets: Media.assets)
    }

    private func fail(_ run: inout RunDocument, _ engine: inout EngineDocument) {
        for stage in [StageID.concept, .animeImage, .cosplayImage] { set(stage, .completed, &run, &engine) }
        set(.align(0), .failed, &run, &engine)
        let refusal = OdoriError(.contentPolicy, "the picture was refused")
        let error = StageError(slot: run.slot, stage: .align(0), error: refusal, at: now)
        run.stages[.align(0)]?.error = error
        engine.update(.align(0)) { $0.error = error }
        engine.failing = true
        run.status = .failed
    }

    private func begin(_ run: inout RunDocument, _ engine: inout EngineDocument) {
        for stage in [StageID.concept, .animeImage] { set(stage, .completed, &run, &engine) }
        set(.cosplayImage, .running, &run, &engine)
    }

    private func asset(_ name: String) throws -> StoredAsset {
        StoredAsset(object: try Self.name("anime_dance/\(name)"), bytes: 1, crc32c: "00000000", sha256: "")
    }

    private static func name<Name: RawRepresentable<String>>(_ text: String) throws -> Name {
        guard let name = Name(rawValue: text) else { throw Misspelt() }
        return name
    }
}
