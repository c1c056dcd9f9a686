import OdoriDomain
import Synchronization

/// One process of the system: everything that it does to the world goes through `call`, which may kill it, freeze it, or lose what it
/// sends or is sent. A dead process never does anything again.
final class SimulatedProcess: Sendable {
    private struct State {
        var isDead = false
        var isFrozen = false
        var thawing: [CheckedContinuation<Void, Never>] = []
        var tasks: [Int: Task<Void, Never>] = [:]
        var nextTask = 0
        /// Until when a fault holds one of its calls up.
        var heldUntil = VirtualTime.beginning
    }

    let name: String
    let time: VirtualTime
    let machine: MachineClock
    private let weather: Weather
    private let chronicle: Chronicle
    private let executor: StepExecutor
    private let state = Mutex(State())
    private let onDeath = Mutex<(@Sendable () -> Void)?>(nil)

    init(
        _ name: String, on machine: MachineClock, time: VirtualTime, weather: Weather, chronicle: Chronicle,
        executor: StepExecutor
    ) {
        self.name = name
        self.machine = machine
        self.time = time
        self.weather = weather
        self.chronicle = chronicle
        self.executor = executor
    }

    var isDead: Bool { state.withLock { $0.isDead } }
    var isBusy: Bool { state.withLock { !$0.tasks.isEmpty } }

    /// Who wants to know that the process has died.
    func whenDead(_ action: @escaping @Sendable () -> Void) {
        onDeath.withLock { $0 = action }
    }

    /// Lets a task of this process begin.
    @discardableResult
    func begin(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never>? {
        let id = state.withLock { state -> Int? in
            guard !state.isDead else { return nil }
            state.nextTask += 1
            return state.nextTask
        }
        guard let id else { return nil }
        let task = Task(executorPreference: executor) {
            await body()
            self.state.withLock { $0.tasks[id] = nil }
        }
        state.withLock { $0.tasks[id] = task }
        return task
    }

    /// SIGKILL: nothing that its tasks still try has any effect.
    func die(_ reason: String) {
        let ended = state.withLock {
            state -> (tasks: [Task<Void, Never>], thawing: [CheckedContinuation<Void, Never>])? in
            guard !state.isDead else { return nil }
            state.isDead = true
            defer { (state.tasks, state.thawing) = ([:], []) }
            return (state.tasks.sorted { $0.key < $1.key }.map(\.value), state.thawing)
        }
        guard let ended else { return }
        chronicle.note(name, "dies: \(reason)")
        for task in ended.tasks { task.cancel() }
        for continuation in ended.thawing { continuation.resume() }
        onDeath.withLock { $0.take() }?()
    }

    /// SIGSTOP, and SIGCONT after a while.
    func freeze(for duration: Duration) {
        let freezes = state.withLock { state in
            guard !state.isDead, !state.isFrozen else { return false }
            state.isFrozen = true
            return true
        }
        guard freezes else { return }
        chronicle.note(name, "is frozen for \(duration)")
        hold(until: time.now + duration)
        time.after(duration) { self.thaw() }
    }

    private func thaw() {
        let thawing = state.withLock { state in
            state.isFrozen = false
            defer { state.thawing = [] }
            return state.thawing
        }
        chronicle.note(name, "goes on")
        for continuation in thawing { continuation.resume() }
    }

    private func hold(until instant: Timestamp) {
        state.withLock { $0.heldUntil = max($0.heldUntil, instant) }
    }

    /// What a fault sends on a long way holds the work up until it arrives.
    private func travel(for duration: Duration) async {
        hold(until: time.now + duration)
        await time.travel(for: duration)
    }

    /// Whether a fault kept it from doing its work in time.
    func wasHeld(since instant: Timestamp) -> Bool {
        state.withLock { $0.heldUntil >= instant }
    }

    /// Returns when the process runs; throws for ever when it is dead.
    private func run() async throws {
        if state.withLock({ $0.isFrozen && !$0.isDead }) {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    guard state.isFrozen, !state.isDead else { return false }
                    state.thawing.append(continuation)
                    return true
                }
                if !waits { continuation.resume() }
            }
        }
        if isDead { throw ProcessDied() }
    }

    /// One call of a port, as the weather will have it.
    func call<Result: Sendable>(
        _ call: PortCall, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async throws -> Result {
        try await run()
        let fate = weather.fate(of: call, now: time.now)
        if fate != .calm { chronicle.note(name, "\(call): \(fate)") }
        switch fate {
        case .crashBefore: die("before \(call)")
        case .freezeBefore(let duration): freeze(for: duration)
        case .lateRequest(let duration): await travel(for: duration)
        case .lostRequest: throw OdoriError(.storeUnavailable, "the request was lost", .transient)
        default: break
        }
        // A late request arrives although its sender may be gone; anything else needs a sender who lives.
        if !fate.isOnItsWay { try await run() }
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        switch fate {
        case .crashAfter: die("after \(call)")
        case .freezeAfter(let duration): freeze(for: duration)
        case .lateReply(let duration): await travel(for: duration)
        case .lostReply:
            try await run()
            throw call.lostReply
        default: break
        }
        try await run()
        return try result.get()
    }

    /// Whether a commit of this process finds that somebody else was faster.
    var meetsAnotherWriter: Bool { weather.refusesCommit(now: time.now) }

    /// Waits on this process's clock.
    func sleep(for duration: Duration) async throws {
        if isDead { throw CancellationError() }
        try await time.sleep(for: duration)
        do { try await run() } catch { throw CancellationError() }
    }
}

/// What a dead process gets for whatever it still tries.
struct ProcessDied: Error {}
