import Synchronization

/// The books of the providers that answer at once, and what went wrong at them and at the tools.
final class CallBook: Sendable {
    private struct State {
        var paid = 0
        var failed = 0
    }

    private let state = Mutex(State())

    /// A call was carried out; it is billed whether or not its answer arrives.
    func notePaid() {
        state.withLock { $0.paid += 1 }
    }

    /// A call ended with an error that may pass.
    func noteFailure() {
        state.withLock { $0.failed += 1 }
    }

    /// Calls on the bill.
    var paid: Int { state.withLock { $0.paid } }
    var failed: Int { state.withLock { $0.failed } }
}
