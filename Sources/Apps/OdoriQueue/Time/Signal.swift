import Synchronization

/// A flag that one task waits for and anyone may raise; raising it twice before it is seen counts once.
final class Signal: Sendable {
    private struct State {
        var isRaised = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Wakes the waiting task, or makes its next wait return at once.
    func raise() {
        let waiter = state.withLock { state in
            state.isRaised = true
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// Returns once the flag is raised, and lowers it; returns early when the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.isRaised || Task.isCancelled { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiter.take() }
            waiter?.resume()
        }
        state.withLock { $0.isRaised = false }
    }

    /// Returns once the flag is raised or the instant has come, whichever is first.
    func wait(until instant: Timestamp, on time: any TimeSource) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask {
                do {
                    try await time.sleep(until: instant)
                } catch {
                    return
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
