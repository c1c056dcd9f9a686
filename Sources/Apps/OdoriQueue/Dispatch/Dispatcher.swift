import Logging
import ServiceLifecycle

/// Pushes tasks when they are due, and records how each push ended.
///
/// Woken by commits and by the clock, it never polls. On shutdown it starts nothing more, gives attempts in flight a
/// short time to end, and leaves the others in the store, whence the next start pushes them again.
struct Dispatcher: Service {
    private static let retryAfterStoreError: Duration = .seconds(1)

    let index: DispatchIndex
    let store: TaskStore
    let pusher: any Pusher
    let time: any TimeSource
    /// How long attempts in flight may go on after shutdown has begun.
    let grace: Duration
    /// Returns when pushing may begin.
    let isReady: @Sendable () async throws -> Void
    let logger: Logger

    func run() async throws {
        for queue in try await store.queues() { index.addLane(queue, isEmpty: false) }
        await withGracefulShutdownHandler {
            do {
                try await isReady()
            } catch {
                return
            }
            await withDiscardingTaskGroup { group in
                await dispatch(in: &group)
                await awaitAttempts(until: time.now() + grace)
                group.cancelAll()
            }
        } onGracefulShutdown: {
            index.stop()
        }
    }

    private func dispatch(in group: inout DiscardingTaskGroup) async {
        while !Task.isCancelled, let plan = index.plan(now: time.now()) {
            for load in plan.loads { await read(load.queue, from: load.from, limit: load.limit) }
            for (attempt, record) in await records(for: plan.attempts) {
                group.addTask { await self.attempt(attempt, record) }
            }
            if !plan.loads.isEmpty { continue }
            if let wakeAt = plan.wakeAt {
                await index.signal.wait(until: wakeAt, on: time)
            } else {
                await index.signal.wait()
            }
        }
    }

    private func awaitAttempts(until end: Timestamp) async {
        while index.inFlightCount > 0, time.now() < end, !Task.isCancelled {
            await index.signal.wait(until: end, on: time)
        }
    }

    private func read(_ queue: Int64, from start: DuePosition, limit: Int) async {
        do {
            index.endLoad(queue, try await store.positions(of: queue, from: start, limit: limit))
        } catch {
            logger.error("Reading tasks failed", metadata: ["queue": "\(queue)", "error": "\(error)"])
            index.failLoad(queue, until: time.now() + Self.retryAfterStoreError)
        }
    }

    /// Completes planned attempts with their tasks; those whose task has ended meanwhile are over.
    private func records(for attempts: [PlannedAttempt]) async -> [(PlannedAttempt, TaskRecord)] {
        let missing = attempts.filter { $0.task.record == nil }
        var read: [Int64: TaskRecord] = [:]
        do {
            if !missing.isEmpty {
                for record in try await store.tasks(missing.map(\.task.id)) { read[record.id] = record }
            }
        } catch {
            logger.error("Reading tasks failed", metadata: ["error": "\(error)"])
            let now = time.now()
            for attempt in missing {
                index.finish(attempt, .interrupted, retry: now + Self.retryAfterStoreError, now: now)
            }
            return attempts.compactMap { attempt in attempt.task.record.map { (attempt, $0) } }
        }
        return attempts.compactMap { attempt in
            guard let record = attempt.task.record ?? read[attempt.task.id] else {
                index.finish(attempt, .interrupted, retry: nil, now: time.now())
                return nil
            }
            if attempt.task.record == nil { index.weigh(record) }
            return (attempt, record)
        }
    }

    private func attempt(_ attempt: PlannedAttempt, _ record: TaskRecord) async {
        let outcome = await pusher.push(record)
        let now = time.now()
        let history = record.history.adding(
            outcome, due: record.task.scheduleTime, began: attempt.began, ended: now
        )
        let decision = AttemptDecision.next(
            after: outcome, history: history, created: record.created,
            policy: policy(of: record, in: attempt.queue), now: now
        )
        report(decision, outcome, record)
        guard decision != .untouched else {
            index.finish(attempt, outcome, retry: nil, now: now)
            return
        }
        let retry: Timestamp? = if case .retry(let due) = decision { due } else { nil }
        do {
            try await store.settle(record.id, decision, history) {
                index.finish(attempt, outcome, retry: retry, now: now)
            }
        } catch {
            logger.error("Recording an attempt failed", metadata: ["task": "\(record.name.path)", "error": "\(error)"])
            index.finish(attempt, outcome, retry: now + Self.retryAfterStoreError, now: now)
        }
    }

    private func policy(of record: TaskRecord, in queue: QueueRecord) -> RetryPolicy {
        let base = queue.settings.retry
        do {
            return try base.overridden(by: record.task.retryConfig)
        } catch {
            // Each is valid alone, so only the pair is not: the queue's bounds of the back-off then stand.
            logger.debug("A task's retryConfig does not fit its queue's", metadata: ["task": "\(record.name.path)"])
            return base
        }
    }

    private func report(_ decision: AttemptDecision, _ outcome: AttemptOutcome, _ record: TaskRecord) {
        guard decision != .completed, decision != .untouched else { return }
        let level: Logger.Level = decision == .exhausted ? .warning : .info
        logger.log(
            level: level, "An attempt failed",
            metadata: ["task": "\(record.name.path)", "outcome": "\(outcome)", "decision": "\(decision)"]
        )
    }
}
