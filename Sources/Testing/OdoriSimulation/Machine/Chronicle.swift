import OdoriDomain
import Synchronization

/// What happened in a schedule, for those who want to read it, and what ought not to have happened.
package final class Chronicle: Sendable {
    private struct State {
        var lines: [String] = []
        var violations: [Violation] = []
    }

    private let time: VirtualTime
    private let isKept: Bool
    private let state = Mutex(State())
    /// A broken promise breaks others; the first ones tell the story.
    private static let enough = 20

    init(time: VirtualTime, isKept: Bool) {
        self.time = time
        self.isKept = isKept
    }

    /// Notes an event; the sentence is made only when somebody will read it.
    func note(_ who: String, _ what: @autoclosure () -> String) {
        guard isKept else { return }
        let stamp = Double(time.now.milliseconds - VirtualTime.beginning.milliseconds) / 1000
        let line = "\(stamp)s \(who): \(what())"
        state.withLock { $0.lines.append(line) }
    }

    func violation(_ promise: Promise, _ what: @autoclosure () -> String) {
        let violation = Violation(promise: promise, what: what())
        note("VIOLATION", violation.description)
        state.withLock { if $0.violations.count < Self.enough { $0.violations.append(violation) } }
    }

    var now: Timestamp { time.now }
    var lines: [String] { state.withLock { $0.lines } }
    var violations: [Violation] { state.withLock { $0.violations } }
}

/// A promise that a schedule broke.
package struct Violation: Sendable, Hashable, CustomStringConvertible {
    package let promise: Promise
    package let what: String

    package var description: String { "\(promise.rawValue): \(what)" }
}

/// What the engine promises, in the order of the design's fourth chapter.
package enum Promise: String, Sendable, CaseIterable {
    case everyJobEnds = "every accepted job ends"
    case intentFirst = "nothing is ordered without an intent on record"
    case paidOnce = "a paid operation is never submitted twice"
    case nothingAmbiguousSilently = "nothing is ambiguous silently"
    case idempotent = "stages are idempotent"
    case fenced = "checkpoints commit only for the lease's epoch"
    case pinnedOrder = "the pinned graph alone knows the order"
    case commitBeforeEnqueue = "commit before enqueue"
    case enqueueBeforeAnswer = "enqueue before acknowledge"
    case nothingAfterCancel = "no intent after a cancel"
    case cancelledIsFinal = "cancelled never changes again"
    case retryOpensFailedOnly = "retry reopens only failed stages"
    case drainIsPrompt = "a worker that is told to stop stops"
    case interruptionIsFree = "waiting, interruption and release spend no attempt"
    case moneyIsBounded = "money is bounded"
    case booksAgree = "our ledger equals the provider's bill"
    case verified = "nothing unverified is delivered"
    case sweepNeverRepeats = "the sweep never repeats a name"
    case progressIsMonotone = "progress never falls"
    case failuresAreExplained = "a stage fails only for a reason"
    case nothingLeft = "nothing is left behind"
}
