import OdoriDomain
import OdoriJobs
import OdoriPorts

extension OperationDriver {
    /// After a crash or a lost answer: the provider is asked before anything is sent again, and always under the same key.
    func recover(_ order: MotionOrder, _ operation: Operation) async throws -> Step {
        guard provider.capabilities.canLookUpByKey else { return try await decideAmbiguous(order, operation) }
        try await requireOpen(for: .question)
        // What counts is when the provider was asked: its answer may take long, and is no younger for that.
        let now = context.services.clock.now
        if let id = try await OperationLookUp(context: context, provider: provider).find(operation.key) {
            return adopt(operation.key, id)
        }
        let visible = operation.submitBy + provider.capabilities.visibilityDelay
        guard now >= visible else {
            return .waiting(max(.zero, visible.duration(since: context.services.clock.now)), queue: .poll)
        }
        if let reason = operation.reason {
            try await context.settle(operation.key, of: operation, .failed, price: 0, reason: reason.error)
            throw reason.error
        }
        try await requireOpen(for: .order)
        let again = try await commitSubmission { state in
            try requireUnchanged(operation, state)
            var again = operation
            again.resubmissions += 1
            return again
        }
        return try await submit(order, again)
    }

    /// The provider cannot be asked: counted, settled at the worst price, and ordered once more or given up.
    private func decideAmbiguous(_ order: MotionOrder, _ operation: Operation) async throws -> Step {
        let now = context.services.clock.now
        guard now >= operation.submitBy else {
            return .waiting(operation.submitBy.duration(since: now), queue: .poll)
        }
        try await context.attempt.update { state in
            try requireUnchanged(operation, state)
            state.abandonOperation(of: context.stage)
        }
        return try await orderOnceMore(order, operation)
    }

    /// Whoever wrote the request may have heard of it while this attempt made up its mind: then that counts, and the next attempt
    /// begins with it.
    func requireUnchanged(_ operation: Operation, _ state: RunState) throws(NotYet) {
        guard state.engine.stages[context.stage]?.operation?.stillAwaits(operation) == true else {
            throw NotYet(delay: .zero)
        }
    }

    /// Goes on after an ambiguous operation was counted, as the policy says.
    func orderOnceMore(_ order: MotionOrder, _ operation: Operation) async throws -> Step {
        guard context.services.settings.ambiguous == .resubmitOnce, operation.resubmissions == 0 else {
            throw OdoriError(
                .ambiguousOperation, "whether \(operation.provider) took the order cannot be found out")
        }
        try await requireOpen(for: .order)
        let price = provider.price(order)
        let again = try await commitSubmission { state in
            state.ledger.setAside(operation.key)
            try state.ledger.reserve(price, for: operation.key, bound: state.job.config.bound)
            var again = operation
            again.state = .submitting
            again.resubmissions += 1
            return again
        }
        return try await submit(order, again)
    }
}
