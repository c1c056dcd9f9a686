import OdoriDomain
import OdoriPorts

/// Orders that were recorded and whose request may still be on its way to a provider.
struct OrdersUnderWay: Sendable {
    let store: any DocumentStore
    let clock: any WallClock
    /// How often an answer looks whether requests that are just being written are out, 800 ms in all.
    private static let looks = 16
    private static let pause = Duration.milliseconds(50)

    /// Counts them, until there is none or patience ends.
    func count(of runs: [RunID]) async throws -> Int {
        for _ in 1..<Self.looks {
            if try await submitting(runs, now: clock.now) == 0 { return 0 }
            try await clock.sleep(for: Self.pause)
        }
        return try await submitting(runs, now: clock.now)
    }

    private func submitting(_ runs: [RunID], now: Timestamp) async throws -> Int {
        try await store.get(runs.map { .engine($0) }).compactMap(\.self).reduce(0) { sum, document in
            let engine = try Tracked<EngineDocument>(document).value
            return sum + engine.stages.values.count { $0.operation?.mayBeWritten(at: now) == true }
        }
    }
}

extension Operation {
    fileprivate func mayBeWritten(at now: Timestamp) -> Bool {
        state == .submitting && submitBy >= now
    }
}
