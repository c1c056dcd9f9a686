import Synchronization

/// Holds whoever comes up to it until it is opened, and lets everybody through from then on.
package final class Gate: Sendable {
    private typealias Waiter = CheckedContinuation<Void, Never>

    private struct State {
        var isOpen = false
        var waiting: [Waiter] = []
        var watching: [Waiter] = []
    }

    private let state = Mutex(State())

    package init() {}

    package func pass() async {
        await withCheckedContinuation { (continuation: Waiter) in
            let woken = state.withLock { state -> [Waiter] in
                if state.isOpen { return [continuation] }
                state.waiting.append(continuation)
                defer { state.watching = [] }
                return state.watching
            }
            for one in woken { one.resume() }
        }
    }

    /// Returns once somebody waits.
    package func waitUntilSomebodyWaits() async {
        await withCheckedContinuation { (continuation: Waiter) in
            let isMet = state.withLock { state -> Bool in
                if state.waiting.isEmpty { state.watching.append(continuation) }
                return !state.waiting.isEmpty
            }
            if isMet { continuation.resume() }
        }
    }

    package func open() {
        let woken = state.withLock { state -> [Waiter] in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in woken { one.resume() }
    }
}
