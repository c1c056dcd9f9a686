import OdoriDomain
import Synchronization

/// Lets those in one process who change the same documents do so one after the other, in the order in which they came, and hands on
/// what each left.
///
/// Nothing depends on it: versions keep writers apart, in one process as in many. But three dances of a run begin and end in the
/// same moments, and whoever loses such a race has read, changed and encoded for nothing, and then waits. And where nobody but this
/// process works on a run, reading what it has just written is a journey to the store for nothing.
package final class Turns: Sendable {
    /// How many states of a generation are kept, of some kilobytes each; two generations at most.
    private static let kept = 256

    /// Who waits, by what they wait for; an entry without waiters is held.
    private let waiting = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    /// What who waits wants to change.
    let proposals = Mutex<[String: [any Sendable]]>([:])

    private let states = Mutex(Generations<any SharedState>(size: kept))

    /// Positive while beginning without reading goes well. Where other processes work on the same runs it seldom does, and each wrong
    /// guess is a commit for nothing.
    private let luck = Mutex(mostLuck)
    private static let mostLuck = 8

    package init() {}

    /// What the last one left under a name; nil when it is not kept any more.
    func left<State: SharedState>(at name: String) -> State? {
        states.withLock { $0.value(at: name) } as? State
    }

    func leave(_ state: some SharedState, at name: String) {
        states.withLock { $0.remember(state, at: name) }
    }

    /// Leaves a proposal to whoever's turn comes first.
    func propose<State: SharedState>(_ proposal: Proposal<State>, at name: String) {
        proposals.withLock { $0[name, default: []].append(proposal) }
    }

    /// Those that wait and can be made with this one, which is among them, in the order in which they came.
    func takeProposals<State: SharedState>(like own: Proposal<State>, at name: String) -> [Proposal<State>] {
        proposals.withLock { proposals in
            var taken: [Proposal<State>] = []
            proposals[name]?.removeAll { waiting in
                guard let waiting = waiting as? Proposal<State>, waiting.isLike(own) else { return false }
                taken.append(waiting)
                return true
            }
            if proposals[name]?.isEmpty == true { proposals[name] = nil }
            return taken
        }
    }

    func giveBack<State: SharedState>(_ taken: [Proposal<State>], at name: String) {
        for proposal in taken { proposal.decide(nil) }
        proposals.withLock { $0[name, default: []].insert(contentsOf: taken, at: 0) }
    }

    /// Whether what was left is likely to be the newest. Now and then it is worth finding out.
    var isWorthGuessing: Bool {
        luck.withLock { luck in
            if luck > 0 { return true }
            luck += 1
            return false
        }
    }

    func guessed(_ isRight: Bool) {
        luck.withLock { $0 = isRight ? min($0 + 1, Self.mostLuck) : $0 - 4 }
    }

    /// Runs `body` when everybody who came before for the same name is done.
    func inTurn<Result>(_ name: String, _ body: () async throws -> Result) async rethrows -> Result {
        await take(name)
        defer { pass(name) }
        return try await body()
    }

    /// Waits until everybody who came before for the same name is done; `pass` must follow.
    func take(_ name: String) async {
        await withCheckedContinuation { continuation in
            let isMine = waiting.withLock { waiting in
                guard waiting[name] != nil else {
                    waiting[name] = []
                    return true
                }
                waiting[name]?.append(continuation)
                return false
            }
            if isMine { continuation.resume() }
        }
    }

    func pass(_ name: String) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
            guard waiting[name]?.isEmpty == false else {
                waiting[name] = nil
                return nil
            }
            return waiting[name]?.removeFirst()
        }
        next?.resume()
    }
}
