import Synchronization

/// What went wrong at providers and tools themselves: the checker must know which failures have a reason.
final class CallBook: Sendable {
    private let failed = Mutex(0)

    func noteFailure() {
        failed.withLock { $0 += 1 }
    }

    /// Errors that passed to whoever called.
    var failures: Int { failed.withLock { $0 } }
}
