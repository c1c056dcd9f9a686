package import OdoriDomain

/// One slot of a job: who is made there and how far each stage is.
package struct CharacterBody: Encodable, Sendable {
    var slot: Slot
    var status: JobStatus
    @OrNull var characterID: CharacterID?
    @OrNull var name: String?
    var references: [ReferenceID]
    @OrNull var cost: RunCostBody?
    var stages: StageTable<StageBody>

    /// One entry a slot, also for those whose run has not begun.
    ///
    /// - Parameter books: nil where nobody looked at them; then the costs are null.
    package static func all(
        of job: JobDocument,
        runs: [RunDocument],
        books: JobBooks?,
        _ links: MediaLinks
    ) -> [CharacterBody] {
        let bySlot = Dictionary(runs.map { ($0.slot, $0) }) { first, _ in first }
        return (0..<job.config.count).map { number in
            let slot = Slot(number)
            guard let run = bySlot[slot] else { return CharacterBody(waiting: slot, status: job.status) }
            return CharacterBody(run, books, links)
        }
    }

    private init(waiting slot: Slot, status: JobStatus) {
        self.slot = slot
        self.status = status.isEnded ? status : .queued
        characterID = nil
        name = nil
        references = []
        cost = RunCostBody((0, 0))
        stages = [:]
    }

    private init(_ run: RunDocument, _ books: JobBooks?, _ links: MediaLinks) {
        slot = run.slot
        status = run.status
        characterID = run.characterID
        name = run.name
        references = run.references
        cost = books.map { RunCostBody($0.cost(of: run.slot)) }
        stages = run.stages.mapValues { StageBody($0, links) }
    }

    enum CodingKeys: String, CodingKey {
        case slot, status, name, references, cost, stages
        case characterID = "character_id"
    }
}

/// One stage as a watcher sees it; instants in milliseconds, because some stages are over in less than a second.
struct StageBody: Encodable, Sendable {
    var status: StageStatus
    var attempts: Int
    @OrNull var progress: Double?
    @OrNull var startedAt: Timestamp?
    @OrNull var completedAt: Timestamp?
    @OrNull var asset: String?
    @OrNull var link: String?
    @OrNull var error: StageError?

    init(_ stage: StageView, _ links: MediaLinks) {
        status = stage.status
        attempts = stage.attempts
        progress = stage.status == .running || stage.status == .waiting ? stage.progress : nil
        startedAt = stage.startedAt
        completedAt = stage.completedAt
        asset = stage.asset
        link = stage.asset.flatMap { links.link(to: $0) }
        error = stage.error
    }

    enum CodingKeys: String, CodingKey {
        case status, attempts, progress, asset, link, error
        case startedAt = "started_at"
        case completedAt = "completed_at"
    }
}
