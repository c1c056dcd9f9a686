import OdoriDomain
import OdoriJobs
import OdoriPorts
import Synchronization
import SystemPackage

/// One piece of work on a stage under one lease.
struct Attempt<State: LeasedState>: Sendable {
    let id: State.ID
    let stage: StageID
    let lease: Lease
    /// The documents as they were when the lease was taken.
    let state: State
    let services: PipelineServices
    let scratch: FilePath
    let progress: ProgressGauge
    let findings: Findings<State>

    /// Changes documents in the middle of an attempt.
    ///
    /// - Throws: `LeaseLost` when the lease is no longer this attempt's; then nothing is written.
    func update<Result: Sendable>(_ body: @escaping @Sendable (inout State) throws -> Result) async throws -> Result {
        try await services.transactor.update(State.self, id) { state in
            guard isHeld(in: state) else { throw LeaseLost() }
            return try body(&state)
        }
    }

    private func isHeld(in state: State) -> Bool {
        state.engine.stages[stage]?.isHeld(by: lease.epoch) == true
    }

    var record: StageRecord {
        state.engine.stages[stage] ?? StageRecord(status: .running)
    }
}

extension Attempt<RunState> {
    /// As `update`, for what reserves money, without reading first. The ledger is then written under the version that was known: so an
    /// intent comes strictly before or after a cancel, and before or after every other intent. What was learned by then is recorded with it.
    func intend<Result: Sendable>(
        _ body: @escaping @Sendable (inout RunState) throws -> Result
    ) async throws -> Result {
        try await services.transactor.advance(
            RunState.self, id, crowded: .changed,
            { state in
                guard isHeld(in: state) else { throw LeaseLost() }
                findings.apply(to: &state)
                return try body(&state)
            })
    }
}

/// What an attempt has learned of the world. It counts whoever holds the stage by then: it is committed with the attempt's next intent and
/// again with its end, or by itself where that end does not count; so each change must do no harm the second time.
final class Findings<State: LeasedState>: Sendable {
    private let found = Mutex<[@Sendable (inout State) -> Void]>([])

    func add(_ change: @escaping @Sendable (inout State) -> Void) {
        found.withLock { $0.append(change) }
    }

    var isEmpty: Bool { found.withLock(\.isEmpty) }

    func apply(to state: inout State) {
        for change in found.withLock(\.self) { change(&state) }
    }
}

/// How far an attempt says it is; read by the lease's keeper.
final class ProgressGauge: Sendable {
    private let fraction = Mutex(0.0)

    func set(_ value: Double) {
        fraction.withLock { $0 = max($0, min(1, value)) }
    }

    var value: Double {
        fraction.withLock { $0 }
    }
}

/// What an earlier stage made is gone.
struct CheckpointLost: Error {
    var maker: StageID
    var reason: OdoriError
}

/// Thrown for what this build or this worker does not know; another one may. It spends no attempt.
struct UnknownHere: Error {
    var message: String

    init(_ message: String) {
        self.message = message
    }
}

/// Thrown by a stage that has nothing to do yet; it spends no attempt.
struct NotYet: Error {
    var delay: Duration
    /// Where the next push belongs; nil = the stage's own queue.
    var queue: QueueName?
    /// What watchers are told.
    var reason: OdoriError?
}
