import OdoriDomain
import OdoriJobs
import OdoriPorts

/// A paid call that is answered at once: the intent before it, the price after it.
///
/// A call whose answer nobody has is ambiguous: it is counted, settled at its worst price, and made once more or given up as the
/// policy says. A call that costs nothing is simply made.
struct PaidCall: Sendable {
    let context: RunContext
    let terms: CallTerms

    /// How long after the intent the call may take; an adapter's own limit is shorter.
    static let limit = Duration.seconds(180)

    func make<Answer: Sendable>(_ call: () async throws -> Answer) async throws -> Answer {
        try await makePriced { Priced(try await call()) }
    }

    /// As `make`, of a call that tells its price.
    func makePriced<Answer: Sendable>(_ call: () async throws -> Priced<Answer>) async throws -> Answer {
        guard terms.price > 0 else { return try await counted(call).value }
        try await context.requireOpen(terms.provider, for: .order)
        let key = try await intend()
        let answer: Priced<Answer>
        do {
            answer = try await counted(call)
        } catch let error as OdoriError where error.code != .answerLost && error.kind != .cancelled {
            try await context.settle(key, .failed, price: error.price)
            if error.code == .providerArrears { try await context.stopOrdering(because: error) }
            throw error
        }
        try await context.settle(key, .succeeded, price: answer.price)
        return answer.value
    }

    private func counted<Answer>(_ call: () async throws -> Answer) async throws -> Answer {
        try await context.counted(terms.provider, "make", isForeign: terms.price > 0, call)
    }

    private enum Intent: Sendable {
        case call(OperationKey)
        case givenUp
    }

    private func intend() async throws -> OperationKey {
        let policy = context.services.settings.ambiguous
        let submitBy = context.services.clock.now + Self.limit
        let intent = try await context.attempt.intend { state -> Intent in
            let earlier = state.engine.stages[context.stage]?.operation
            if earlier?.isOpen == true {
                state.abandonOperation(of: context.stage)
                if policy == .fail || (earlier?.resubmissions ?? 0) > 0 { return .givenUp }
            }
            guard !state.engine.failing, !state.isClosed else {
                throw OdoriError(.cancelled, "the run has ended before this call", .cancelled)
            }
            let key = OperationKey(
                run: context.run.id, stage: context.stage, generation: context.record.generation,
                call: state.engine.stages[context.stage]?.calls ?? 0)
            try state.ledger.reserve(terms.price, for: key, bound: state.job.config.bound)
            var operation = Operation(key: key, provider: terms.provider, submitBy: submitBy)
            operation.resubmissions = earlier?.isOpen == true ? 1 : 0
            state.engine.update(context.stage) { record in
                record.calls += 1
                record.operation = operation
            }
            return .call(key)
        }
        guard case .call(let key) = intent else {
            throw OdoriError(.ambiguousOperation, "whether \(terms.provider) did the work cannot be found out")
        }
        return key
    }
}
