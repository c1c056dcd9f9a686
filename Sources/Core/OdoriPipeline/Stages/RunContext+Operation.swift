import OdoriDomain
import OdoriJobs
import OdoriPorts

extension RunContext {
    /// Records what is known of an operation, whoever holds the stage by now: what a provider has done is no matter of leases.
    ///
    /// - Parameter request: what is known, is known of this request alone: nothing is recorded when another one followed it.
    func record(
        _ key: OperationKey, of request: Operation? = nil,
        _ change: @escaping @Sendable (inout RunState, inout Operation?) -> Void
    ) async throws {
        try await services.transactor.advance(RunState.self, .init(run.id), crowded: .changed) { state in
            guard let current = state.engine.stages[stage]?.operation, current.key == key, current.isOpen,
                request.map(current.stillAwaits) ?? true
            else { return }
            var operation: Operation? = current
            change(&state, &operation)
            state.engine.update(stage) { $0.operation = operation }
        }
    }

    /// As `record`, but together with the attempt's end: for what is learned last.
    func learn(_ key: OperationKey, _ change: @escaping @Sendable (inout Operation) -> Void) {
        let stage = stage
        attempt.findings.add { state in
            guard var operation = state.engine.stages[stage]?.operation, operation.key == key, operation.isOpen else {
                return
            }
            change(&operation)
            state.engine.update(stage) { $0.operation = operation }
        }
    }

    /// Ends an operation's books; `price` nil: what was reserved.
    func settle(
        _ key: OperationKey, of request: Operation? = nil, _ end: Operation.State, price: Int64?,
        reason: OdoriError? = nil
    ) async throws {
        try await record(key, of: request) { state, operation in
            operation?.state = end
            operation?.reason = reason.map(Operation.Reason.init)
            state.settle(key, price: price)
        }
    }
}

extension RunState {
    /// Ends the books of a stage's operation; `price` nil: what was reserved.
    mutating func settleOperation(of stage: StageID, _ end: Operation.State, price: Int64?) {
        guard let operation = engine.stages[stage]?.operation else { return }
        engine.update(stage) { $0.operation?.state = end }
        settle(operation.key, price: price)
    }

    mutating func settle(_ key: OperationKey, price: Int64?) {
        ledger.settle(price ?? ledger[key]?.reserved ?? 0, for: key)
    }

    /// Gives up finding out about an operation: it is counted, and paid for at its worst price.
    mutating func abandonOperation(of stage: StageID) {
        engine.update(stage) { $0.ambiguous += 1 }
        settleOperation(of: stage, .ambiguous, price: nil)
    }
}
