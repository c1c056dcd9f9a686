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
        while steps < limit, let job = next() {
            job.runSynchronously(on: asUnownedTaskExecutor())
            while state.withLock({ $0.outsideCalls > 0 }) {
                // Whatever happens outside ends before the next step is picked, and goes on as if it had never been away.
                arrival.wait()
                let back = state.withLock { $0.returned.removeFirst() }
                back.runSynchronously(on: asUnownedTaskExecutor())
            }
        }
    }

    private func next() -> UnownedJob? {
        state.withLock { state -> UnownedJob? in
            guard !state.ready.isEmpty else { return nil }
            let index = state.dice.below(state.ready.count)
            state.steps += 1
            state.mix(UInt64(index) << 32 | UInt64(state.ready.count))
            state.ready.swapAt(index, state.ready.count - 1)
            return state.ready.removeLast()
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
    fileprivate mutating func mix(_ value: UInt64) {
        hash = (hash ^ value) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 29
    }
}
