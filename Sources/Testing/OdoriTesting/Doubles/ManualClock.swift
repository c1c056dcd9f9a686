package import OdoriDomain
import OdoriPorts
import Synchronization

/// A clock that moves only when told; who sleeps on it wakes as it moves past their time, earliest first.
package final class ManualClock: WallClock {
    private struct Sleeper {
        let id: Int
        let wakesAt: Timestamp
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Timestamp
        var nextID = 0
        var sleepers: [Sleeper] = []
        /// Cancelled before they lay down.
        var calledOff: Set<Int> = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

        mutating func takeWatchers() -> [CheckedContinuation<Void, Never>] {
            let count = sleepers.count
            let ready = watchers.filter { $0.count <= count }.map(\.continuation)
            watchers.removeAll { $0.count <= count }
            return ready
        }

        /// Moves on to `instant`, never back, and takes out who is due by then.
        mutating func move(to instant: Timestamp) -> [Sleeper] {
            now = max(now, instant)
            let due = sleepers.filter { $0.wakesAt <= now }
            sleepers.removeAll { $0.wakesAt <= now }
            return due.sorted { ($0.wakesAt, $0.id) < ($1.wakesAt, $1.id) }
        }
    }

    private let state: Mutex<State>

    /// - Parameter now: 2026-02-07T10:00:00Z unless said otherwise.
    package init(now: Timestamp = Timestamp(seconds: 1_770_458_400)) {
        state = Mutex(State(now: now))
    }

    package var now: Timestamp {
        state.withLock { $0.now }
    }

    /// How many sleep now.
    package var sleepers: Int {
        state.withLock { $0.sleepers.count }
    }

    /// When the next sleeper is to wake; nil when nobody sleeps.
    package var nextWake: Timestamp? {
        state.withLock { $0.sleepers.map(\.wakesAt).min() }
    }

    package func advance(by duration: Duration) {
        advance(to: now + duration)
    }

    /// Moves on to `instant`; one that has passed already changes nothing.
    package func advance(to instant: Timestamp) {
        for sleeper in state.withLock({ $0.move(to: instant) }) {
            sleeper.continuation.resume()
        }
    }

    /// Moves on just as far as the next sleeper's time; false when nobody sleeps.
    @discardableResult
    package func advanceToNextWake() -> Bool {
        guard let nextWake else { return false }
        advance(to: nextWake)
        return true
    }

    /// Returns once at least `count` sleep at the same time: the condition to wait for before the clock is moved.
    package func waitForSleepers(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isMet = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isMet { continuation.resume() }
        }
    }

    package func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                lieDown(id, for: duration, continuation)
            }
        } onCancel: {
            callOff(id)
        }
    }

    private func lieDown(_ id: Int, for duration: Duration, _ continuation: CheckedContinuation<Void, any Error>) {
        let (isCalledOff, watchers) = state.withLock { state in
            if state.calledOff.remove(id) != nil { return (true, [CheckedContinuation<Void, Never>]()) }
            state.sleepers.append(Sleeper(id: id, wakesAt: state.now + duration, continuation: continuation))
            return (false, state.takeWatchers())
        }
        if isCalledOff { continuation.resume(throwing: CancellationError()) }
        for watcher in watchers { watcher.resume() }
    }

    private func callOff(_ id: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                state.calledOff.insert(id)
                return nil
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
