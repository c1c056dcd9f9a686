import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Moves a paid operation one step on: intent before submission, look-up before any resubmission, id before the first poll.
struct OperationDriver: Sendable {
    let context: RunContext
    let provider: any MotionTransfer

    /// How long after the intent the request may still be written.
    private static let submission = Duration.seconds(30)

    enum Step: Sendable {
        case waiting(Duration, queue: QueueName?)
        case succeeded(id: String, price: Int64?)
    }

    func advance(_ order: MotionOrder) async throws -> Step {
        guard let operation = context.record.operation else {
            let operation = try await intend(order)
            return try await submit(order, operation)
        }
        switch (operation.state, operation.id) {
        case (.submitting, _): return try await recover(order, operation)
        case (.failed, _), (.cancelled, _):
            throw OdoriError(.providerFailed, "the operation has ended without a result")
        case (_, let id?): return try await check(id)
        case (_, nil): throw OdoriError(.documentCorrupt, "an operation under way has no id")
        }
    }

    /// Commits the intent: key, price and the check that the job is still open, in one commit on its ledger.
    private func intend(_ order: MotionOrder) async throws -> Operation {
        let key = OperationKey(run: context.run.id, stage: context.stage, generation: context.record.generation)
        let price = provider.price(order)
        return try await commitSubmission { state in
            try state.ledger.reserve(price, for: key, bound: state.job.config.bound)
            return Operation(
                key: key, provider: provider.capabilities.provider, submitBy: context.services.clock.now)
        }
    }

    /// Records an operation that is about to be submitted, with the time until which its request may be written.
    private func commitSubmission(_ make: (inout RunState) throws -> Operation) async throws -> Operation {
        let submitBy = context.services.clock.now + Self.submission
        return try await context.attempt.update { state in
            guard !state.engine.failing, !state.ledger.closed else {
                throw OdoriError(.cancelled, "the run has ended before this operation began", .cancelled)
            }
            var operation = try make(&state)
            operation.submitBy = submitBy
            state.engine.update(context.stage) { $0.operation = operation }
            return operation
        }
    }

    private func submit(_ order: MotionOrder, _ operation: Operation) async throws -> Step {
        do {
            let id = try await provider.submit(order, key: operation.key, submitBy: operation.submitBy)
            return try await adopt(id)
        } catch let error as OdoriError where error.kind == .permanent {
            try await close(.failed)
            throw error
        }
    }

    /// After a crash or a lost answer: the provider is asked before anything is sent again, and always under the same key.
    private func recover(_ order: MotionOrder, _ operation: Operation) async throws -> Step {
        guard provider.capabilities.canLookUpByKey else {
            try await close(.failed)
            throw OdoriError(.operationLost, "whether the provider took the order cannot be found out")
        }
        let found = try await provider.lookUp(operation.key)
        if let oldest = found.first {
            for extra in found.dropFirst() where provider.capabilities.canCancel { try await provider.cancel(extra) }
            return try await adopt(oldest)
        }
        let visible = operation.submitBy + provider.capabilities.visibilityDelay
        let now = context.services.clock.now
        guard now >= visible else { return .waiting(visible.duration(since: now), queue: .poll) }
        return try await submit(order, try await commitSubmission { _ in operation })
    }

    private func adopt(_ id: String) async throws -> Step {
        try await context.attempt.update { state in
            state.engine.update(context.stage) { record in
                record.operation?.id = id
                record.operation?.state = .running
            }
        }
        return .waiting(provider.capabilities.worksInCheck ? .zero : context.services.settings.poll, queue: queue)
    }

    private func check(_ id: String) async throws -> Step {
        switch try await provider.check(id, progress: { context.report(progress: $0) }) {
        case .running(let progress):
            if let progress { context.report(progress: progress) }
            return .waiting(context.services.settings.poll, queue: queue)
        case .succeeded(let price):
            return .succeeded(id: id, price: price)
        case .failed(let error):
            try await close(.failed)
            throw OdoriError(error.code, error.message)
        case .unknown:
            try await close(.failed)
            throw OdoriError(.operationLost, "the provider no longer knows operation \(id)")
        }
    }

    /// The operation has ended without a result: its books are closed at no cost.
    private func close(_ end: Operation.State) async throws {
        try await context.attempt.update { state in
            state.settleOperation(of: context.stage, state: end, price: 0)
        }
    }

    private var queue: QueueName? {
        provider.capabilities.worksInCheck ? nil : .poll
    }
}
