import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

extension OperationDriver {
    /// Sends a request whose intent is committed, and draws what follows from its answer.
    func submit(_ order: MotionOrder, _ operation: Operation) async throws -> Step {
        do {
            let id = try await context.counted(provider.capabilities.provider, "submit", isForeign: isForeign) {
                try await provider.submit(order, key: operation.key, submitBy: operation.submitBy)
            }
            return adopt(operation.key, id)
        } catch let error as OdoriError where error.code == .checkpointLost {
            throw error
        } catch let error as OdoriError where error.kind == .permanent && operation.resubmissions == 0 {
            return try await giveUp(operation, because: error)
        } catch let error as OdoriError where error.kind == .permanent {
            try await noLongerSubmitting(operation, reason: error)
            if error.code == .providerArrears { try await context.stopOrdering(because: error) }
            return .waiting(provider.capabilities.visibilityDelay, queue: .poll)
        } catch let error as OdoriError where error.isThrottled {
            if operation.resubmissions == 0 {
                try await withdraw(operation)
            } else {
                try await noLongerSubmitting(operation, reason: nil)
            }
            guard error.code == .providerBusy else { throw error }
            return try waitForRoom(error)
        }
    }

    /// The only request under this key was refused for good, so there is no operation: the next provider that the job prefers gets
    /// the order, under a key of its own, or the stage has failed.
    private func giveUp(_ request: Operation, because error: OdoriError) async throws -> Step {
        guard MotionChoice.mayGoElsewhere(after: error), context.nextMotion(after: request.provider) != nil else {
            try await context.settle(request.key, of: request, .failed, price: 0, reason: error)
            if error.code == .providerArrears { try await context.stopOrdering(because: error) }
            throw error
        }
        context.services.logger.warning(
            "an order goes to another provider",
            metadata: ["operation": "\(request.key)", "refused_by": "\(request.provider)", "error": "\(error)"])
        let stage = context.stage
        try await context.attempt.update { state in
            try requireUnchanged(request, state)
            state.settle(request.key, price: 0)
            state.engine.update(stage) { record in
                record.operation = nil
                record.calls += 1
                record.passedOver = (record.passedOver ?? []) + [request.provider]
            }
        }
        return .waiting(.zero, queue: nil)
    }

    /// The only request under this key was not taken: the next attempt begins with an intent of its own.
    func withdraw(_ request: Operation) async throws {
        try await context.record(request.key, of: request) { state, operation in
            state.settle(request.key, price: 0)
            operation = nil
        }
    }

    /// The request has been answered: from now on only the visibility of what came before is to be waited for.
    private func noLongerSubmitting(_ request: Operation, reason: OdoriError?) async throws {
        let now = context.services.clock.now
        try await context.record(request.key, of: request) { _, operation in
            operation?.submitBy = min(request.submitBy, now)
            operation?.reason = reason.map(Operation.Reason.init)
        }
    }
}

extension OdoriError {
    fileprivate var isThrottled: Bool {
        if case .throttled = kind { true } else { false }
    }
}
