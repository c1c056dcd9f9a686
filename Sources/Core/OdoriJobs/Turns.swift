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
    private static let kept = 128

    /// Who waits, by what they wait for; an entry without waiters is held.
    private let waiting = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    private let states = Mutex(Generations<any SharedState>(size: kept))

    package init() {}

    /// What the last one left under a name; nil when it is not kept any more.
    func left<State: SharedState>(at name: String) -> State? {
        states.withLock { $0.value(at: name) } as? State
    }

    func leave(_ state: some SharedState, at name: String) {
        states.withLock { $0.remember(state, at: name) }
    }

    /// Runs `body` when everybody who came before for the same name is done.
    func inTurn<Result>(_ name: String, _ body: () async throws -> Result) async rethrows -> Result {
        await take(name)
        defer { pass(name) }
        return try await body()
    }

    private func take(_ name: String) async {
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

    private func pass(_ name: String) {
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
