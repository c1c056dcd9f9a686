import Foundation
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import SystemPackage

/// A stage of a run.
struct StageKey: Hashable, Sendable {
    var run: RunID
    var stage: StageID
}

/// Looks at the documents from outside, several times a second, and notes how stages fare that a fault has hit.
actor Watch {
    private let store: SQLiteDocumentStore
    private var records: [StageKey: StageRecord] = [:]
    private var completed: Set<StageKey> = []
    private var hit: [Hit] = []
    private(set) var open: Set<JobID> = []
    private(set) var recoveries: [Recovery] = []
    /// Stages whose attempt was under way at a fault and had to be begun again.
    private(set) var lostAttempts = 0
    /// Completed stages that were later found otherwise.
    private(set) var reopened: [StageKey] = []

    /// A stage whose worker was hit.
    private struct Hit {
        var key: StageKey
        var epoch: Int
        var at: ContinuousClock.Instant
        var isLost = false
    }

    /// A stage whose attempt a fault cut short, from the fault to the commit that ended a later attempt.
    struct Recovery: Encodable, Sendable {
        var job: JobID
        var stage: StageID
        var milliseconds: Int64
        /// Attempts that were begun between.
        var starts: Int
    }

    private static let pause = Duration.milliseconds(200)

    init(database: FilePath) throws {
        store = try SQLiteDocumentStore(path: database)
    }

    /// Looks again and again until cancelled.
    func run() async throws {
        while true {
            try await look()
            try await Task.sleep(for: Self.pause)
        }
    }

    /// The documents as they stand now.
    func look() async throws {
        var now: Set<JobID> = []
        for status in [JobStatus.queued, .running] {
            let page = try await store.query(
                DocumentQuery(
                    .collection(Collection.jobs), where: [.equal("status", status.rawValue)],
                    order: .init("created_at"), limit: 200))
            now.formUnion(page.documents.compactMap { JobID(rawValue: $0.key.id) })
        }
        // Those that have ended since are looked at once more.
        let jobs = now.union(open)
        open = now
        for job in jobs { try await look(at: RunID(job: job, slot: Slot(0))) }
        judge()
    }

    private func look(at run: RunID) async throws {
        guard let engine = try await engine(of: run) else { return }
        for (stage, record) in engine.stages {
            let key = StageKey(run: run, stage: stage)
            records[key] = record
            if record.status == .completed {
                completed.insert(key)
            } else if completed.remove(key) != nil {
                reopened.append(key)
            }
        }
    }

    private func engine(of run: RunID) async throws -> EngineDocument? {
        guard let document = try await store.get([.engine(run)]).first.flatMap(\.self) else { return nil }
        return try Tracked<EngineDocument>(document).value
    }

    /// A fault has just hit the worker that had these pushes.
    func strike(_ pushes: [TaskPayload]) async throws {
        let at = ContinuousClock.now
        for push in pushes {
            guard case .run(let run) = push.subject, let record = try await engine(of: run)?.stages[push.stage],
                let lease = record.lease
            else { continue }
            hit.append(Hit(key: StageKey(run: run, stage: push.stage), epoch: lease.epoch, at: at))
        }
    }

    private func judge() {
        hit = hit.compactMap { hit in
            guard let record = records[hit.key] else { return hit }
            var hit = hit
            if record.epoch > hit.epoch || (record.lease == nil && record.status == .ready) {
                if !hit.isLost { lostAttempts += 1 }
                hit.isLost = true
            }
            guard record.lease == nil, record.status != .ready else { return hit }
            if record.epoch > hit.epoch {
                recoveries.append(
                    Recovery(
                        job: hit.key.run.job, stage: hit.key.stage,
                        milliseconds: (ContinuousClock.now - hit.at).milliseconds, starts: record.epoch - hit.epoch))
            }
            return nil
        }
    }

    /// Everything that there is, at the end of a play.
    func census() async throws -> Census {
        var census = Census()
        var cursor: String?
        repeat {
            let page = try await store.query(
                DocumentQuery(.collection(Collection.jobs), order: .init("created_at"), after: cursor, limit: 100))
            for document in page.documents { try await add(document, to: &census) }
            cursor = page.cursor
        } while cursor != nil
        return census
    }

    private func add(_ document: Document, to census: inout Census) async throws {
        let job = try Tracked<JobDocument>(document).value
        var entry = Census.Job(id: job.jobID, status: job.status, errors: job.errors.map { "\($0.stage): \($0.code)" })
        entry.files = String(decoding: try document.body.json(), as: UTF8.self).matches(of: /gs:\/\/local\/([^"]+)"/)
            .map { String($0.1) }
        for slot in 0..<job.config.count {
            guard let engine = try await engine(of: RunID(job: job.jobID, slot: Slot(slot))) else { continue }
            entry.stages += engine.stages.values
        }
        if let ledger = try await store.get([.ledger(job.jobID)]).first.flatMap(\.self) {
            entry.ledger = try Tracked<LedgerDocument>(ledger).value
        }
        census.jobs[job.jobID] = entry
    }
}

extension Watch {
    /// The operations that a job's documents record now.
    func operations(of job: JobID) async throws -> [OdoriDomain.Operation] {
        guard let document = try await store.get([.job(job)]).first.flatMap(\.self) else { return [] }
        var census = Census()
        try await add(document, to: &census)
        return census.operations
    }
}
