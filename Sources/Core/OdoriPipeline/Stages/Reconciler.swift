import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Brings the books of an ended stage's operation in order: looks it up, calls it off where the provider can, settles what it
/// cost. It never submits.
struct Reconciler: Sendable {
    let context: RunContext

    /// How long an operation is asked about before it is given up as ambiguous.
    static let limit = Duration.seconds(86_400)
    /// From one question to the next when nothing came of the first.
    private static let pause = Duration.seconds(30)

    private var now: Timestamp { context.services.clock.now }
    /// One provider may do both: what it is asked about depends on the stage, not on its name.
    private var isMotion: Bool { StageKind(context.stage)?.isMotion == true }

    func run() async throws -> StageOutcome {
        guard let operation = context.record.operation, operation.isOpen else { return .reconciled }
        do {
            if now >= operation.submitBy + Self.limit { return try await abandon() }
            guard isMotion, let provider = context.services.motion(named: operation.provider) else {
                return try await wait(for: operation)
            }
            return switch operation.id {
            case let id?: try await follow(operation, id, at: provider)
            case nil: try await find(operation, at: provider)
            }
        } catch let error as OdoriError where error.kind != .cancelled {
            context.services.logger.warning(
                "an operation could not be reconciled yet",
                metadata: ["operation": "\(operation.key)", "error": "\(error)"])
            return .waiting(until: now + Self.pause, queue: .poll)
        }
    }

    /// A call that is answered at once: whoever made it may still record its answer. An operation of a provider that another
    /// worker knows is left to that one.
    private func wait(for operation: Operation) async throws -> StageOutcome {
        guard !isMotion else { return .waiting(until: now + Self.pause, queue: .poll) }
        guard now >= operation.submitBy else { return .waiting(until: operation.submitBy, queue: .poll) }
        return try await abandon()
    }

    private func find(_ operation: Operation, at provider: any MotionTransfer) async throws -> StageOutcome {
        let visible = operation.submitBy + provider.capabilities.visibilityDelay
        guard provider.capabilities.canLookUpByKey else {
            guard now >= operation.submitBy else { return .waiting(until: operation.submitBy, queue: .poll) }
            return try await abandon()
        }
        // What counts is when the provider was asked, not when its answer came.
        let asked = now
        if let id = try await OperationLookUp(context: context, provider: provider).find(operation.key) {
            try await context.record(operation.key) { _, operation in
                operation?.id = id
                operation?.state = .running
            }
            return try await follow(operation, id, at: provider)
        }
        guard asked >= visible else { return .waiting(until: max(now, visible), queue: .poll) }
        try await callOff(operation.key, of: operation)
        return .reconciled
    }

    /// Asks before it calls off, so that work which is done already is known as done. A provider that works inside the check is
    /// not asked: it would do the work.
    private func follow(
        _ operation: Operation, _ id: String, at provider: any MotionTransfer
    ) async throws -> StageOutcome {
        let capabilities = provider.capabilities
        if capabilities.worksInCheck {
            try await cancel(id, at: provider)
            try await callOff(operation.key)
            return .reconciled
        }
        let visible = operation.submitBy + capabilities.visibilityDelay
        let asked = now
        switch try await provider.check(id, progress: { _ in }) {
        // It may have been taken a moment ago: what is not shown yet may still be billed.
        case .unknown where asked < visible:
            return .waiting(until: max(now, visible), queue: .poll)
        case .running:
            if capabilities.canCancel { try await cancel(id, at: provider) }
            return .waiting(until: now + context.services.settings.poll, queue: .poll)
        case .succeeded(let price): try await context.settle(operation.key, .succeeded, price: price)
        case .failed, .unknown: try await callOff(operation.key)
        }
        return .reconciled
    }

    /// The provider may have taken long to answer, and who tries the stage again meanwhile adopts its order.
    ///
    /// - Throws: `LeaseLost` when the stage is no longer this attempt's.
    private func cancel(_ id: String, at provider: any MotionTransfer) async throws {
        try await context.attempt.update { _ in }
        try await provider.cancel(id)
    }

    /// Nothing came of it. A stage that was opened again meanwhile begins anew, as it would have if this had been known then.
    private func callOff(_ key: OperationKey, of request: Operation? = nil) async throws {
        let stage = context.stage
        try await context.record(key, of: request) { state, operation in
            state.settle(key, price: 0)
            if state.engine.stages[stage]?.status.isEnded == true {
                operation?.state = .cancelled
            } else {
                operation = nil
            }
        }
    }

    private func abandon() async throws -> StageOutcome {
        try await context.attempt.update { $0.abandonOperation(of: context.stage) }
        return .reconciled
    }
}
