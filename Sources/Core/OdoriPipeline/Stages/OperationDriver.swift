import Logging
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

    /// - Parameter order: what to submit; made only where that may come to it, since it reads the reference.
    func advance(_ order: () async throws -> MotionOrder) async throws -> Step {
        guard let operation = context.record.operation else { return try await begin(try await order()) }
        guard operation.provider == provider.capabilities.provider else {
            throw UnknownHere("this worker is not set up for \(operation.provider), where the operation is")
        }
        switch (operation.state, operation.id) {
        case (.submitting, _): return try await recover(try await order(), operation)
        case (.running, let id?), (.succeeded, let id?): return try await check(operation, id)
        case (.ambiguous, _): return try await orderOnceMore(try await order(), operation)
        case (.failed, _), (.cancelled, _):
            throw operation.reason?.error
                ?? OdoriError(.providerFailed, "the operation has ended without a result")
        case (.running, nil), (.succeeded, nil):
            throw OdoriError(.documentCorrupt, "an operation under way has no id")
        }
    }

    /// What this machine does itself cannot be left alone.
    func requireOpen(for call: ProviderCircuit.Call) async throws {
        guard isForeign else { return }
        try await context.requireOpen(provider.capabilities.provider, for: call)
    }

    var isForeign: Bool { !provider.capabilities.worksInCheck }

    private func begin(_ order: MotionOrder) async throws -> Step {
        try await requireOpen(for: .order)
        guard let slots = provider.capabilities.slots else {
            return try await submit(order, try await intend(order))
        }
        let open = OpenOperations(
            store: context.services.store, provider: provider.capabilities.provider, slots: slots,
            logger: context.services.logger)
        guard try await open.haveRoom() else { return try waitForRoom() }
        let operation = try await intend(order)
        guard try await open.haveRoom(for: operation) else {
            try await withdraw(operation)
            return try waitForRoom()
        }
        return try await submit(order, operation)
    }

    /// All slots of the account are taken: this order waits, and spends no attempt.
    func waitForRoom(_ refusal: OdoriError? = nil) throws -> Step {
        let began = context.run.stages[context.stage]?.startedAt ?? context.run.createdAt
        guard context.services.clock.now < began + BusyPause.limit else {
            let text = refusal?.message ?? "\(provider.capabilities.provider) had no free slot for a day"
            throw OdoriError(.providerBusy, text)
        }
        var asked: Duration?
        if case .throttled(let time) = refusal?.kind { asked = time }
        return .waiting(BusyPause.pause(check: context.record.check, asked: asked, key: key), queue: nil)
    }

    /// A provider that is passed over has had its own.
    private var key: OperationKey {
        OperationKey(
            run: context.run.id, stage: context.stage, generation: context.record.generation, call: context.record.calls
        )
    }

    /// Commits the intent: key, price and the check that the job is still open, in one commit on its ledger.
    private func intend(_ order: MotionOrder) async throws -> Operation {
        let key = key
        let price = provider.price(order)
        return try await commitSubmission(isReserving: true) { state in
            try state.ledger.reserve(price, for: key, bound: state.job.config.bound)
            return Operation(
                key: key, provider: provider.capabilities.provider, submitBy: context.services.clock.now)
        }
    }

    /// Records an operation that is about to be submitted, with the time until which its request may be written.
    ///
    /// - Parameter isReserving: it writes the ledger, and so needs to read nothing.
    func commitSubmission(
        isReserving: Bool = false, _ make: @escaping @Sendable (inout RunState) throws -> Operation
    ) async throws -> Operation {
        let submitBy = context.services.clock.now + Self.submission
        let change: @Sendable (inout RunState) throws -> Operation = { [context] state in
            guard !state.engine.failing, !state.isClosed else {
                throw OdoriError(.cancelled, "the run has ended before this operation began", .cancelled)
            }
            var operation = try make(&state)
            operation.submitBy = submitBy
            state.engine.update(context.stage) { $0.operation = operation }
            return operation
        }
        return try await isReserving ? context.attempt.intend(change) : context.attempt.update(change)
    }

    /// The provider has it: the next push asks it, and until then nothing else is to be done.
    func adopt(_ key: OperationKey, _ id: String) -> Step {
        context.learn(key) { operation in
            operation.id = id
            operation.state = .running
            operation.reason = nil
        }
        return .waiting(provider.capabilities.worksInCheck ? .zero : context.services.settings.poll, queue: queue)
    }

    private func check(_ operation: Operation, _ id: String) async throws -> Step {
        try await requireOpen(for: .question)
        let key = operation.key
        // What counts is when the provider was asked: its answer may take long, and is no younger for that.
        let isPerhapsNotVisible = isPerhapsNotVisible(operation)
        let answer = try await context.counted(provider.capabilities.provider, "check", isForeign: isForeign) {
            try await provider.check(id, progress: { context.report(progress: $0) })
        }
        switch answer {
        case .running(let progress):
            if let progress { context.report(progress: progress) }
            return .waiting(context.services.settings.poll, queue: queue)
        case .succeeded(let price):
            warn(of: price, key)
            return .succeeded(id: id, price: price)
        case .failed(let error):
            let reason = OdoriError(error.code, error.message)
            try await context.settle(key, .failed, price: 0, reason: reason)
            throw reason
        case .unknown where isPerhapsNotVisible:
            return .waiting(context.services.settings.poll, queue: queue)
        case .unknown:
            let reason = OdoriError(.operationLost, "the provider no longer knows operation \(id)")
            try await context.settle(key, .failed, price: 0, reason: reason)
            throw reason
        }
    }

    /// A provider that does not show a new operation under its key at once may not know its own id for it either; what was taken a
    /// moment ago is paid for, and is not given up over that.
    private func isPerhapsNotVisible(_ operation: Operation) -> Bool {
        context.services.clock.now < operation.submitBy + provider.capabilities.visibilityDelay
    }

    private func warn(of price: Int64?, _ key: OperationKey) {
        guard let price, let line = context.attempt.state.ledger[key], price > line.reserved else { return }
        context.services.logger.error(
            "an operation cost more than its worst price",
            metadata: ["operation": "\(key)", "price": "\(price)", "worst": "\(line.reserved)"])
    }

    private var queue: QueueName? {
        provider.capabilities.worksInCheck ? nil : .poll
    }
}
