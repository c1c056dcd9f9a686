import Dispatch
import HeapModule
import OdoriDomain
import Synchronization

/// All sleeps of the process, on as few of the system's timers as wake them in time.
///
/// Every attempt on a stage has a keeper that sleeps beside it, and is nearly always called off: a timer of its own for each costs a
/// short attempt a fourteenth of its processor time, and once cancelled stays in memory until its time has come.
final class Sleepers: Sendable {
    static let shared = Sleepers()

    private struct Alarm: Comparable {
        let instant: ContinuousClock.Instant
        let ticket: Int

        static func < (left: Alarm, right: Alarm) -> Bool {
            left.instant == right.instant ? left.ticket < right.ticket : left.instant < right.instant
        }
    }

    private struct State {
        /// Those of cancelled sleeps stay until their time has come.
        var alarms = Heap<Alarm>()
        var sleeping: [Int: CheckedContinuation<Void, any Error>] = [:]
        var next = 0
        /// The first instant for which a timer is set.
        var timer: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    /// How many sleep.
    var count: Int { state.withLock { $0.sleeping.count } }

    /// - Throws: `CancellationError`.
    func sleep(until instant: ContinuousClock.Instant) async throws {
        let ticket = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let (sleeps, needsTimer) = state.withLock { state in
                    guard !Task.isCancelled else { return (false, false) }
                    state.sleeping[ticket] = continuation
                    state.alarms.insert(Alarm(instant: instant, ticket: ticket))
                    let needsTimer = state.timer.map { instant < $0 } ?? true
                    if needsTimer { state.timer = instant }
                    return (true, needsTimer)
                }
                if needsTimer { setTimer(instant) }
                if !sleeps { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            state.withLock { $0.sleeping.removeValue(forKey: ticket) }?.resume(throwing: CancellationError())
        }
    }

    private func setTimer(_ instant: ContinuousClock.Instant) {
        let left = max(.zero, ContinuousClock.now.duration(to: instant))
        DispatchQueue.global().asyncAfter(deadline: .now() + left.inSeconds) { self.ring(at: max(instant, .now)) }
    }

    /// Wakes those whose time has come, and sets a timer for the next of those who still sleep.
    private func ring(at now: ContinuousClock.Instant) {
        let (woken, next) = state.withLock { state in
            var woken: [CheckedContinuation<Void, any Error>] = []
            while let alarm = state.alarms.min {
                guard alarm.instant <= now || state.sleeping[alarm.ticket] == nil else { break }
                state.alarms.removeMin()
                if let continuation = state.sleeping.removeValue(forKey: alarm.ticket) { woken.append(continuation) }
            }
            let isSet = state.timer.map { $0 > now } ?? false
            let next = isSet ? nil : state.alarms.min?.instant
            if !isSet { state.timer = next }
            return (woken, next)
        }
        if let next { setTimer(next) }
        for continuation in woken { continuation.resume() }
    }
}
