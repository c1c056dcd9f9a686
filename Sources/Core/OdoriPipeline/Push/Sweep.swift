import Foundation
import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Brings back what fell through: every overdue stage that nobody holds gets a new check, under a name never used before.
struct Sweep: Sendable {
    let services: PipelineServices
    private static let pageSize = 200
    /// In turns.
    private static let furthest: Int64 = 100_000

    /// - Parameter body: of the push that asked for this sweep.
    func run(_ body: Data) async throws {
        try await enqueueNext(after: Self.turn(of: body))
        if !services.queue.keepsDelays { try await DuePushes(services: services).publish() }
        let cutoff = services.clock.now - services.settings.sweep
        var cursor: String?
        repeat {
            let page = try await services.store.query(
                DocumentQuery(
                    .group(Collection.engine), where: [.atMost("due_at", cutoff)], order: .init("due_at"),
                    after: cursor, limit: Self.pageSize))
            for document in page.documents { try await revive(document.key, cutoff: cutoff) }
            cursor = page.cursor
        } while cursor != nil
        try await UnsettledJobs(services: services).settle(quietSince: cutoff)
        try await LostWebhooks(services: services).revive(dueBefore: cutoff)
    }

    /// Orders the next sweep. Its name holds its turn, so that many workers order it once.
    ///
    /// - Parameter turn: of the sweep that orders it; the next one's is a later one, though the clock was set back meanwhile: else its name
    ///   might be one that was used, and the chain would end.
    func enqueueNext(after turn: Int64? = nil) async throws {
        let period = services.settings.sweep.milliseconds
        let current = services.clock.now.milliseconds / period
        // What is far beyond any clock's error was not said by a sweep.
        let known = turn.flatMap { $0 < current + Self.furthest ? $0 : nil } ?? current
        let turn = max(current, known) + 1
        try await services.queue.enqueue(
            QueuedTask(
                queue: .poll, id: "sweep-\(turn)", path: "/tasks/sweep", body: Data("{\"turn\":\(turn)}".utf8),
                notBefore: Timestamp(milliseconds: turn * period), deadline: .seconds(300)))
    }

    /// Nil for a sweep that somebody else asked for, in whatever words.
    private static func turn(of body: Data) -> Int64? {
        struct Turn: Decodable { let turn: Int64 }
        return try? JSONDecoder().decode(Turn.self, from: body).turn
    }

    private func revive(_ key: DocumentKey, cutoff: Timestamp) async throws {
        guard let subject = Subject(engine: key) else {
            return services.logger.error("a due document of no known kind", metadata: ["key": "\(key)"])
        }
        do {
            switch subject {
            case .run(let run): try await revive(RunState.self, .init(run), subject, cutoff)
            case .reference(let id): try await revive(ReferenceState.self, id, subject, cutoff)
            case .job(let job): try await reviveJob(job, cutoff)
            }
        } catch let error as OdoriError where error.code == .documentCorrupt {
            services.logger.error("a due document cannot be read", metadata: ["error": "\(error)"])
            // No push is on its way that would say which stage it is for; the last one was not completed.
            try await UnreadableDocument(services: services).end(subject, at: .publish, because: error)
        } catch let missing as MissingDocument {
            services.logger.error("a due document stands alone", metadata: ["missing": "\(missing.key)"])
        }
    }

    private func revive<State: LeasedState>(
        _ type: State.Type, _ id: State.ID, _ subject: Subject, _ cutoff: Timestamp
    ) async throws {
        let now = services.clock.now
        let (stages, state) = try await services.transactor.update(type, id) { state in
            (state.engine.revive(dueBefore: cutoff, now: now), state)
        }
        try await services.dispatcher.enqueue(stages, of: subject, in: state.engine, graph: state.graph)
    }

    private func reviveJob(_ job: JobID, _ cutoff: Timestamp) async throws {
        let now = services.clock.now
        let (steps, engine) = try await services.transactor.update(JobState.self, .init(job)) { state in
            (state.steps.revive(dueBefore: cutoff, now: now), state.steps)
        }
        try await services.dispatcher.enqueue(steps, of: .job(job), in: engine, graph: .job)
    }
}

extension EngineDocument {
    /// Moves every overdue stage without a live lease on to a new check; answers which.
    fileprivate mutating func revive(dueBefore cutoff: Timestamp, now: Timestamp) -> [StageID] {
        let overdue = stages.filter { _, record in
            guard let dueAt = record.dueAt, dueAt <= cutoff else { return false }
            return record.lease.map { $0.expiresAt <= now } ?? true
        }
        for (stage, _) in overdue {
            update(stage) { $0.moveOn(dueAt: now) }
        }
        return overdue.map(\.key)
    }
}
