import OdoriDomain
import Synchronization

/// The time of a schedule. It moves only when nobody has a step to take, and then straight to the next moment that somebody waits for;
/// what is due at the same moment happens in the order that the seed picks.
final class VirtualTime: Sendable {
    private struct State {
        var now: Timestamp
        var dice: Dice
        var moments = MomentHeap()
        var nextID = 0
        var sleepers: [Int: CheckedContinuation<Void, any Error>] = [:]
        /// Called off before they lay down.
        var restless: Set<Int> = []
    }

    private let state: Mutex<State>

    /// Where every schedule begins: 2026-02-07T10:00:00Z.
    static let beginning = Timestamp(seconds: 1_770_458_400)

    init(dice: Dice) {
        state = Mutex(State(now: Self.beginning, dice: dice))
    }

    var now: Timestamp {
        state.withLock { $0.now }
    }

    /// Lets `action` happen at `instant`, or as soon as possible when that has passed.
    func at(_ instant: Timestamp, _ action: @escaping @Sendable () -> Void) {
        state.withLock { state in
            let order = state.dice.next()
            state.moments.insert(.init(at: max(instant, state.now), order: order, action: action))
        }
    }

    func after(_ duration: Duration, _ action: @escaping @Sendable () -> Void) {
        at(now + duration, action)
    }

    /// Moves on to the next moment and lets happen what is due; false when nothing is to come.
    func advance() -> Bool {
        let moment = state.withLock { state -> MomentHeap.Moment? in
            guard let moment = state.moments.removeFirst() else { return nil }
            state.now = max(state.now, moment.at)
            return moment
        }
        moment?.action()
        return moment != nil
    }

    /// Returns after `duration`; throws when the task is cancelled.
    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCalledOff = state.withLock { state in
                    if state.restless.remove(id) != nil { return true }
                    state.sleepers[id] = continuation
                    return false
                }
                if isCalledOff { return continuation.resume(throwing: CancellationError()) }
                after(duration) { self.wake(id) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                if let sleeper = state.sleepers.removeValue(forKey: id) { return Optional(sleeper) }
                state.restless.insert(id)
                return nil
            }
            sleeper?.resume(throwing: CancellationError())
        }
    }

    /// As `sleep`, though the task be cancelled: a request that is on its way arrives whoever has lost interest.
    func travel(for duration: Duration) async {
        await withCheckedContinuation { continuation in
            after(duration) { continuation.resume() }
        }
    }

    private func wake(_ id: Int) {
        state.withLock { $0.sleepers.removeValue(forKey: id) }?.resume()
    }
}

/// Moments to come, the earliest first.
struct MomentHeap: Sendable {
    struct Moment: Sendable {
        let at: Timestamp
        let order: UInt64
        let action: @Sendable () -> Void

        static func < (left: Moment, right: Moment) -> Bool {
            (left.at.milliseconds, left.order) < (right.at.milliseconds, right.order)
        }
    }

    private var heap: [Moment] = []

    mutating func insert(_ moment: Moment) {
        heap.append(moment)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func removeFirst() -> Moment? {
        guard !heap.isEmpty else { return nil }
        heap.swapAt(0, heap.count - 1)
        let first = heap.removeLast()
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return first }
            let right = left + 1
            let child = right < heap.count && heap[right] < heap[left] ? right : left
            guard heap[child] < heap[parent] else { return first }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
