import Synchronization

/// Decides at which call of a whole system the process "dies"; shared by every wrapper of one process under test.
///
/// First run with no fault to learn `calls`; then once for each n in 1…calls, before and after it. After the fault every
/// further call fails too: a dead process has no more effects.
package final class FaultPlan: Sendable {
    /// When the fault strikes.
    package enum Moment: Sendable, Hashable, CaseIterable {
        /// The call has no effect.
        case before
        /// The call took effect, but its answer is lost.
        case after
    }

    private struct State {
        var calls = 0
        var isDead = false
    }

    private let number: Int?
    private let moment: Moment
    private let error: (any Error & Sendable)?
    private let state = Mutex(State())

    /// Never strikes, only counts.
    package init() {
        number = nil
        moment = .before
        error = nil
    }

    /// The process dies at its `number`-th call, counted from 1.
    package init(crash moment: Moment, call number: Int) {
        self.number = number
        self.moment = moment
        error = nil
    }

    /// The `number`-th call fails with `error`, once; the process lives on.
    package init(throwing error: any Error & Sendable, _ moment: Moment, call number: Int) {
        self.number = number
        self.moment = moment
        self.error = error
    }

    /// The calls begun so far.
    package var calls: Int {
        state.withLock { $0.calls }
    }

    package var hasCrashed: Bool {
        state.withLock { $0.isDead }
    }

    /// Runs one call of the system under this plan.
    package func run<Result: Sendable>(
        isolation: isolated (any Actor)? = #isolation,
        _ call: () async throws -> Result
    ) async throws -> Result {
        let isStruck = try state.withLock { state in
            if state.isDead { throw SimulatedCrash() }
            state.calls += 1
            return state.calls == number
        }
        guard isStruck else {
            let result = try await call()
            // The process may have died while this call was under way: its answer reaches nobody.
            if hasCrashed { throw SimulatedCrash() }
            return result
        }
        if error == nil, moment == .before { state.withLock { $0.isDead = true } }
        if moment == .after { _ = try await call() }
        if error == nil { state.withLock { $0.isDead = true } }
        throw error ?? SimulatedCrash()
    }
}

/// The process under test has died.
package struct SimulatedCrash: Error, Hashable {
    package init() {}
}
