import OdoriDomain
import Synchronization

/// When each stage of each run was begun and ended, on one monotonic clock.
final class StageTimes: Sendable {
    struct Key: Hashable, Sendable {
        var run: RunID
        var stage: StageID
    }

    struct Span: Sendable {
        var begin: ContinuousClock.Instant
        var end: ContinuousClock.Instant
    }

    private struct State {
        var spans: [Key: [Span]] = [:]
        var published: [JobID: Int] = [:]
        var waiting: [JobID: (runs: Int, continuation: CheckedContinuation<Void, any Error>)] = [:]
    }

    /// No run of the bench takes so long; what does is stuck.
    struct Overdue: Error {}

    private let state = Mutex(State())

    /// What was noted since the last `clear`; a stage that ran twice has two spans.
    var all: [Key: [Span]] {
        state.withLock { $0.spans }
    }

    func clear() {
        state.withLock { state in
            state.spans = [:]
            state.published = [:]
        }
    }

    /// Notes a stage that does nothing: its work begins and ends here.
    func note(_ run: RunID, _ stage: StageID, begin: ContinuousClock.Instant) {
        let ready = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            state.spans[Key(run: run, stage: stage), default: []].append(Span(begin: begin, end: .now))
            guard stage == .publish else { return nil }
            state.published[run.job, default: 0] += 1
            guard let waiting = state.waiting[run.job], state.published[run.job] ?? 0 >= waiting.runs else {
                return nil
            }
            return state.waiting.removeValue(forKey: run.job)?.continuation
        }
        ready?.resume()
    }

    /// Returns once so many runs of a job have performed their last stage.
    ///
    /// - Throws: `Overdue` after two minutes.
    func published(_ job: JobID, runs: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.wait(for: job, runs: runs) }
            group.addTask {
                try await Task.sleep(for: .seconds(120))
                self.giveUp(job)
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func wait(for job: JobID, runs: Int) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let isReady = state.withLock { state in
                if state.published[job] ?? 0 >= runs { return true }
                state.waiting[job] = (runs, continuation)
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    private func giveUp(_ job: JobID) {
        state.withLock { $0.waiting.removeValue(forKey: job)?.continuation }?.resume(throwing: Overdue())
    }
}
