import OdoriLocal
import OdoriTesting
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// A job of Anna's half way: one character done, one drawing.
enum SampleJob {
    /// - Parameter failed: the second character has failed.
    static func store(
        in fixture: APIFixture,
        status: JobStatus = .running,
        withEngines: Bool = false,
        failed: Bool = false
    ) async throws {
        let now = fixture.clock.now
        let id = try APIFixture.require(JobID(rawValue: APIFixture.jobID))
        var job = JobDocument(
            id: id,
            owner: APIFixture.anna,
            config: JobConfig(count: 2),
            catalogue: [],
            requestedReferences: [],
            now: now
        )
        let done = try finishedRun(id, now)
        var running = try runningRun(id, now)
        if failed { running.status = .failed }
        job.status = .running
        job.startedAt = now
        job.settle(runs: [done, running], ledger: LedgerDocument(), now: now + .seconds(60))
        job.progress.percentComplete = 50
        job.status = status
        if withEngines {
            var engine = EngineDocument(graph: running.graph, now: now)
            engine.failing = failed
            if failed { engine.update(.concept) { $0.status = .failed } }
            _ = try await fixture.documents.commit([
                .put(EngineDocument(stages: [:]), at: .engine(done.id), if: .absent),
                .put(engine, at: .engine(running.id), if: .absent),
            ])
        }
        _ = try await fixture.documents.commit([
            .put(job, at: .job(id), if: .absent),
            .put(EngineDocument.job(now: now), at: .steps(id), if: .absent),
            .put(LedgerDocument(), at: .ledger(id), if: .absent),
            .put(done, at: .run(done.id), if: .absent),
            .put(running, at: .run(running.id), if: .absent),
        ])
    }

    private static func finishedRun(_ job: JobID, _ now: Timestamp) throws -> RunDocument {
        var run = try run(job, 0, now)
        let id = try APIFixture.require(CharacterID(rawValue: "mio_kazehara_1770337530"))
        run.status = .completed
        run.characterID = id
        run.name = "Mio Kazehara"
        run.result = CharacterResult(characterID: id, name: "Mio Kazehara", assets: assets)
        return run
    }

    private static func runningRun(_ job: JobID, _ now: Timestamp) throws -> RunDocument {
        var run = try run(job, 1, now)
        var concept = StageView(status: .completed)
        concept.attempts = 1
        concept.startedAt = now
        concept.completedAt = now + .milliseconds(250)
        var image = StageView(status: .running)
        image.progress = 0.5
        image.startedAt = now + .seconds(1)
        image.asset = "gs://local/anime_dance/tmp/a.png"
        run.stages = [.concept: concept, .animeImage: image]
        return run
    }

    private static func run(_ job: JobID, _ slot: Int, _ now: Timestamp) throws -> RunDocument {
        let reference = try APIFixture.require(ReferenceID(rawValue: "studio_one"))
        let graph = StageGraph(nodes: [StageNode(id: .concept, needs: [], queue: .generate, weight: 1)])
        var run = RunDocument(
            run: RunID(job: job, slot: Slot(slot)),
            owner: APIFixture.anna,
            references: [reference],
            graph: graph,
            createdAt: now,
            now: now
        )
        run.stages = [:]
        return run
    }

    static let assets = CharacterAssets(
        animeImage: "gs://local/anime_dance/characters/mio.png",
        cosplayImage: "gs://local/anime_dance/characters/mio_cosplay.png",
        dances: ["gs://local/anime_dance/dances/mio_on_one.mp4"],
        remixes: ["full": "gs://local/anime_dance/remixes/mio/full.mp4"],
        deliverables: [
            .init(
                type: .watermarked,
                url: "gs://local/anime_dance/remixes/mio/watermarked.mp4",
                report: "gs://local/anime_dance/remixes/mio/watermarked.report.json"
            )
        ],
        poster: "gs://local/anime_dance/remixes/mio/poster.jpg",
        contactSheet: "gs://elsewhere/sheet.jpg"
    )
}
