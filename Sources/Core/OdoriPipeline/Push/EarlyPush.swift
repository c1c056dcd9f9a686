import OdoriDomain
import OdoriPorts

/// A worker whose clock is behind the queue's names times that have passed there, and what should wait would come back at once, again
/// and again: the worker waits itself then.
extension PipelineServices {
    /// The most that a push is made to wait: it takes one of the queue's places, and another worker's clock may be the wrong one.
    private static let longestWait = Duration.seconds(10)

    /// Waits until a push is due; not while this worker drains.
    func wait(_ earliness: Duration) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await self.clock.sleep(for: min(earliness, Self.longestWait)) }
            group.addTask { await self.drain.wait() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

extension StageRecord {
    func earliness(of payload: TaskPayload, at now: Timestamp) -> Duration? {
        earliness(generation: payload.generation, check: payload.check, now: now)
    }
}
