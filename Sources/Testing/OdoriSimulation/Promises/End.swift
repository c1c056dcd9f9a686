import OdoriDomain
import OdoriJobs
import OdoriPipeline

/// What there is when a schedule is over.
struct End: Sendable {
    let jobs: [JobDocument]
    let runs: [RunDocument]
    let engines: [(subject: Subject, engine: EngineDocument)]
    let ledgers: [LedgerDocument]
    let objects: [ObjectName: SharedObjects.Stored]
    let at: Timestamp

    init(_ cast: Cast) {
        let seen = cast.witness.seen
        jobs = Array(seen.jobs.values)
        runs = seen.runs.sorted { $0.key.slot < $1.key.slot }.map(\.value)
        engines = seen.engines.map { ($0.key, $0.value) }.sorted { Witness.name($0.subject) < Witness.name($1.subject) }
        ledgers = Array(seen.ledgers.values)
        objects = cast.objects.all
        at = cast.time.now
    }

    func engine(of run: RunDocument) -> EngineDocument? {
        engines.first { $0.subject == .run(run.id) }?.engine
    }

    /// A run's result as it must be whatever happened on the way: without times and providers' ids.
    func result(of run: RunDocument) -> Result {
        var stages: [StageID: StageOutputs] = [:]
        for (stage, record) in engine(of: run)?.stages ?? [:] {
            guard var outputs = record.outputs else { continue }
            outputs.origin?.operationID = nil
            stages[stage] = outputs
        }
        let assets = run.result.map(\.assets)
        let published = objects.filter { name, _ in assets?.names(name) == true }.mapValues(\.content)
        return Result(
            status: run.status, name: run.name, result: run.result,
            isFirstGeneration: engine(of: run)?.stages.values.allSatisfy { $0.generation == 0 } == true,
            stages: stages, published: published)
    }

    struct Result: Sendable, Hashable {
        var status: JobStatus
        var name: String?
        var result: CharacterResult?
        var isFirstGeneration: Bool
        /// By stage, what it made; working files carry the generation in their names.
        var stages: [StageID: StageOutputs]
        var published: [ObjectName: String]
    }
}

extension CharacterAssets {
    /// Whether an object is one of these files.
    fileprivate func names(_ object: ObjectName) -> Bool {
        let url = Cast.settings.url(object)
        return [animeImage, cosplayImage, poster, contactSheet].contains(url) || dances.contains(url)
            || remixes.values.contains(url) || deliverables.contains { $0.url == url || $0.report == url }
    }
}
