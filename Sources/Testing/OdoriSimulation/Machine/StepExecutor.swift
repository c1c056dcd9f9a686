import Dispatch
import Synchronization

/// Runs every task of a schedule, one step at a time, on the thread that asks for it; of the steps that could be taken next the seed
/// picks one. A step ends where its task suspends, so this decides every interleaving.
final class StepExecutor: TaskExecutor {
    fileprivate struct State {
        var ready: [UnownedJob] = []
        var dice: Dice
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var steps = 0
        /// Calls under way to work that runs on threads of its own, and the steps that came back from there.
        var outsideCalls = 0
        var returned: [UnownedJob] = []
    }

    private let state: Mutex<State>
    private let arrival = DispatchSemaphore(value: 0)

    init(dice: Dice) {
        state = Mutex(State(dice: dice))
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isOutside = state.withLock { state in
            guard state.outsideCalls > 0 else {
                state.ready.append(job)
                return false
            }
            state.returned.append(job)
            return true
        }
        if isOutside { arrival.signal() }
    }

    /// Takes steps until every task waits for the time to pass, or so many were taken in all.
    func run(upTo limit: Int) {
        while true {
            switch state.withLock({ $0.next(upTo: limit) }) {
            case .take(let job):
                job.runSynchronously(on: asUnownedTaskExecutor())
            case .await:
                arrival.wait()
                let back = state.withLock { $0.returned.removeFirst() }
                back.runSynchronously(on: asUnownedTaskExecutor())
            case .rest:
                return
            }
        }
    }

    /// Waits for work on other threads inside `body`; its result is the next step, whoever else could go on.
    func outside<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        state.withLock { $0.outsideCalls += 1 }
        defer { state.withLock { $0.outsideCalls -= 1 } }
        return try await body()
    }

    /// Adds something that happened to the trace's hash.
    func mix(_ value: UInt64) {
        state.withLock { $0.mix(value) }
    }

    /// Tells two traces apart.
    var hash: UInt64 {
        state.withLock { $0.hash }
    }

    var steps: Int {
        state.withLock { $0.steps }
    }
}

extension StepExecutor.State {
    fileprivate enum Next {
        case take(UnownedJob)
        /// Whatever happens outside ends before the next step is picked, and goes on as if it had never been away.
        case await
        case rest
    }

    fileprivate mutating func next(upTo limit: Int) -> Next {
        if outsideCalls > 0 { return .await }
        guard steps < limit, !ready.isEmpty else { return .rest }
        let index = dice.below(ready.count)
        steps += 1
        mix(UInt64(index) << 32 | UInt64(ready.count))
        ready.swapAt(index, ready.count - 1)
        return .take(ready.removeLast())
    }

    fileprivate mutating func mix(_ value: UInt64) {
        hash = (hash ^ value) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 29
    }
}
