import OdoriDomain
import Synchronization

/// A call through a port, by what it is made to.
enum PortCall: String, Sendable {
    case get, commit, query
    case put, info, download, copy, read, delete, list
    case enqueue
    case submit, lookUp, check, fetch, cancel
    case write, draw, compose, analyse, edit, bring

    /// Work of a provider that answers at once and cannot be asked afterwards.
    var isPaid: Bool { self == .draw || self == .compose }

    /// What the caller learns when no answer comes.
    var lostReply: OdoriError {
        isPaid
            ? OdoriError(.answerLost, "no answer came", .transient)
            : OdoriError(.storeUnavailable, "the reply was lost", .transient)
    }
}

/// What becomes of one call.
enum Fate: Sendable, Equatable {
    case calm
    case crashBefore, crashAfter
    case freezeBefore(Duration), freezeAfter(Duration)
    case lostRequest, lostReply
    case lateRequest(Duration), lateReply(Duration)

    var isOnItsWay: Bool {
        if case .lateRequest = self { true } else { false }
    }
}

/// Decides what goes wrong, and when nothing does any more: with a bounded number of faults every job must end well or explained.
final class Weather: Sendable {
    /// How bad it is.
    struct Forecast: Sendable {
        /// The chance of a fault at one call.
        var perCall = 0.0
        /// The faults that may still happen.
        var faults = 0
        /// Nothing goes wrong after this.
        var until = VirtualTime.beginning
        /// The chance that a commit meets another writer.
        var contention = 0.0
        /// Whether whole processes die or stand still, or only messages are lost and late.
        var killsProcesses = true

        static let calm = Forecast()
    }

    fileprivate struct State {
        var dice: Dice
        var forecast: Forecast
    }

    private let state: Mutex<State>

    init(_ forecast: Forecast, dice: Dice) {
        state = Mutex(State(dice: dice, forecast: forecast))
    }

    func fate(of call: PortCall, now: Timestamp) -> Fate {
        state.withLock { state in
            guard state.forecast.faults > 0, now < state.forecast.until,
                state.dice.chance(state.forecast.perCall)
            else { return .calm }
            state.forecast.faults -= 1
            return state.draw()
        }
    }

    /// Whether a commit is refused although nobody changed anything, as stores may do under load.
    func refusesCommit(now: Timestamp) -> Bool {
        state.withLock { state in
            guard state.forecast.contention > 0, now < state.forecast.until else { return false }
            return state.dice.chance(state.forecast.contention)
        }
    }
}

extension Weather.State {
    fileprivate mutating func draw() -> Fate {
        switch dice.below(forecast.killsProcesses ? 12 : 6) {
        case 0: .lostRequest
        case 1, 2: .lostReply
        case 3: .lateRequest(dice.duration(.milliseconds(5) ... .seconds(90)))
        case 4: .lateReply(dice.duration(.milliseconds(5) ... .seconds(90)))
        case 5: .lateRequest(dice.duration(.milliseconds(5) ... .milliseconds(800)))
        case 6, 7: .crashBefore
        case 8, 9: .crashAfter
        case 10: .freezeBefore(dice.duration(.seconds(1) ... .seconds(200)))
        default: .freezeAfter(dice.duration(.seconds(1) ... .seconds(200)))
        }
    }
}
