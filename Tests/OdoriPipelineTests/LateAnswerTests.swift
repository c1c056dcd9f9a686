import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import SystemPackage
import Testing

@Suite("An answer that comes when another worker has gone on")
struct LateAnswerTests {
    @Test("a refusal ends only the request that it answers, not the order that followed under the same key")
    func lateRefusal() async throws {
        let theatre = Theatre()
        let (job, push) = try await firstDance(theatre)
        let gate = Gate()
        let frozen = theatre.worker(
            motion: SlowMotion(theatre.provider) { _, _ in
                await gate.pass()
                throw OdoriError(.contentPolicy, "the picture is refused")
            }, clock: ImpatientClock(clock: ManualClock(now: theatre.manual.now)))
        async let late: Void = frozen.receive(push.body)
        await gate.waitUntilSomebodyWaits()
        theatre.manual.advance(by: .seconds(61))
        try await theatre.worker().receive(push.body)
        gate.open()
        try await late
        let state = try await theatre.run(job)
        let operation = try #require(state.engine.stages[.dance(0)]?.operation)
        #expect(operation.state == .running && operation.id != nil && operation.resubmissions == 1)
        #expect(theatre.provider.submissions.filter { $0 == operation.key }.count == 1)
        #expect(state.ledger[operation.key]?.settled == nil)
        try await completes(theatre, job)
    }

    @Test("an order is not repeated when the first one is heard of while the provider is asked about it")
    func lateAcceptance() async throws {
        let theatre = Theatre()
        let (job, push) = try await firstDance(theatre)
        let submission = Gate()
        let lookUp = Gate()
        let frozen = theatre.worker(
            motion: SlowMotion(theatre.provider) { order, key in
                await submission.pass()
                return try await theatre.provider.submit(order, key: key, submitBy: theatre.manual.now)
            }, clock: ImpatientClock(clock: ManualClock(now: theatre.manual.now)))
        async let late: Void = frozen.receive(push.body)
        await submission.waitUntilSomebodyWaits()
        theatre.manual.advance(by: .seconds(61))
        let asking = theatre.worker(motion: SlowMotion(theatre.provider, answering: lookUp))
        async let recovery: Void = asking.receive(push.body)
        await lookUp.waitUntilSomebodyWaits()
        submission.open()
        try await late
        lookUp.open()
        try await recovery
        let operation = try #require(try await theatre.run(job).engine.stages[.dance(0)]?.operation)
        #expect(operation.state == .running && operation.id != nil && operation.resubmissions == 0)
        #expect(theatre.provider.submissions.filter { $0 == operation.key }.count == 1)
        try await completes(theatre, job)
    }

    @Test("an order that nothing came of is placed anew when its stage was opened again before that was known")
    func lateCallOff() async throws {
        let theatre = Theatre()
        let (job, push) = try await firstDance(theatre)
        let unanswered = SlowMotion(theatre.provider) { _, _ in
            throw OdoriError(.storeUnavailable, "no answer came", .transient)
        }
        try await theatre.worker(motion: unanswered).receive(push.body)
        theatre.provider.failEverything(OdoriError(.providerFailed, "no capacity"))
        let first = try #require(try await theatre.run(job).engine.stages[.dance(0)]?.operation)
        let reconciliation = try await failing(theatre, job, until: .dance(0))
        try await retry(job, theatre, while: reconciliation) { SlowMotion(theatre.provider, answering: $0) }
        try await beginsAnew(theatre, job, after: first)
        #expect(!theatre.provider.submissions.contains(first.key))
    }

    @Test("an order that has failed is placed anew when its stage was opened again before that was known")
    func lateFailure() async throws {
        let theatre = Theatre()
        let (job, reconciliation) = try await dropped(theatre)
        let first = try #require(try await theatre.run(job).engine.stages[.dance(0)]?.operation)
        theatre.provider.failEverything(OdoriError(.providerFailed, "no capacity"))
        try await retry(job, theatre, while: reconciliation) { SlowMotion(theatre.provider, answering: $0) }
        try await beginsAnew(theatre, job, after: first)
    }

    @Test("an order is not called off when its stage was opened again while the provider was asked about it")
    func lateCancel() async throws {
        let theatre = Theatre()
        let (job, reconciliation) = try await dropped(theatre)
        try await retry(job, theatre, while: reconciliation) {
            SlowMotion(theatre.provider, answering: $0, always: .running(progress: 0.5))
        }
        #expect(theatre.provider.cancelled.isEmpty)
        try await completes(theatre, job)
    }

    /// The first dance has no order any more; the job completes, with nothing paid for the order it had, and nothing ordered twice.
    private func beginsAnew(_ theatre: Theatre, _ job: JobID, after first: Operation) async throws {
        #expect(try await theatre.run(job).engine.stages[.dance(0)]?.operation == nil)
        try await theatre.play()
        let state = try await theatre.run(job)
        #expect(state.job.status == .completed)
        #expect(Set(theatre.provider.submissions).count == theatre.provider.submissions.count)
        #expect(state.ledger[first.key]?.settled == 0 && state.ledger.reserved == 0)
    }

    /// A job that has failed because no dance could be fetched, and the push that brings its first dance's books in order.
    private func dropped(_ theatre: Theatre) async throws -> (JobID, QueuedTask) {
        let (job, push) = try await firstDance(theatre)
        try await theatre.worker().receive(push.body)
        theatre.provider.breakFetching(times: 1000)
        let reconciliation = try await failing(theatre, job, until: .dance(0))
        theatre.provider.breakFetching(times: 0)
        return (job, reconciliation)
    }

    /// Tries a job again while a push waits for what the provider answers.
    private func retry(
        _ job: JobID, _ theatre: Theatre, while push: QueuedTask, asking provider: (Gate) -> SlowMotion
    ) async throws {
        let gate = Gate()
        let reconciler = theatre.worker(motion: provider(gate))
        async let late: Void = reconciler.receive(push.body)
        await gate.waitUntilSomebodyWaits()
        theatre.provider.failEverything(nil)
        try await JobRetry(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
            .retry(job, owner: Theatre.owner)
        gate.open()
        try await late
    }

    /// Plays until the job has failed and only what became of a stage's operation is still to be found out.
    private func failing(_ theatre: Theatre, _ job: JobID, until stage: StageID) async throws -> QueuedTask {
        let worker = theatre.worker()
        for _ in 0..<500 {
            let due = await theatre.queue.takeDue(at: theatre.manual.now).filter { !Theatre.isSweep($0) }
            let hasEnded = try await theatre.run(job).engine.stages[stage]?.status.isEnded == true
            let reconciliation = due.first { hasEnded && Theatre.isPush($0, for: stage) }
            for task in due where task != reconciliation { try await worker.take(task) }
            if let reconciliation, try await theatre.job(job).status == .failed { return reconciliation }
            if let reconciliation { try await theatre.queue.putBack(reconciliation) }
            if due.isEmpty { theatre.manual.advance(by: .seconds(1)) }
        }
        throw OdoriError(.internalError, "stage \(stage) never ended")
    }

    private func firstDance(_ theatre: Theatre) async throws -> (JobID, QueuedTask) {
        let job = try await theatre.accept()
        try await theatre.play(until: .dance(0), of: job.jobID)
        let pushes = await theatre.queue.takeAll()
        let push = try #require(pushes.first { Theatre.isPush($0, for: .dance(0)) })
        for other in pushes where other != push { try await theatre.queue.putBack(other) }
        return (job.jobID, push)
    }

    private func completes(_ theatre: Theatre, _ job: JobID) async throws {
        try await theatre.play()
        let state = try await theatre.run(job)
        #expect(state.job.status == .completed)
        #expect(Set(theatre.provider.submissions).count == 5 && theatre.provider.submissions.count == 5)
        #expect(state.ledger.spent == 5_000_000 && state.ledger.reserved == 0)
    }
}

/// A provider whose answers are long on their way.
private struct SlowMotion: MotionTransfer {
    private let provider: any MotionTransfer
    private let submission: (@Sendable (MotionOrder, OperationKey) async throws -> String)?
    private let answers: Gate?
    private var state: MotionState?

    init(
        _ provider: any MotionTransfer,
        submitting: @escaping @Sendable (MotionOrder, OperationKey) async throws -> String
    ) {
        self.provider = provider
        submission = submitting
        answers = nil
    }

    /// - Parameters:
    ///   - gate: what the provider says of an operation has to pass it on its way back.
    ///   - state: what a check answers; nil: what the provider does.
    init(_ provider: any MotionTransfer, answering gate: Gate, always state: MotionState? = nil) {
        self.state = state
        self.provider = provider
        submission = nil
        answers = gate
    }

    var capabilities: MotionCapabilities { provider.capabilities }

    func price(_ order: MotionOrder) -> Int64 { provider.price(order) }

    func submit(_ order: MotionOrder, key: OperationKey, submitBy: Timestamp) async throws -> String {
        guard let submission else { return try await provider.submit(order, key: key, submitBy: submitBy) }
        return try await submission(order, key)
    }

    func lookUp(_ key: OperationKey) async throws -> [String] {
        let found = try await provider.lookUp(key)
        await answers?.pass()
        return found
    }

    func check(_ id: String, progress: @Sendable (Double) async -> Void) async throws -> MotionState {
        let answer = try await provider.check(id, progress: progress)
        await answers?.pass()
        return state ?? answer
    }

    func fetch(_ id: String, into file: FilePath) async throws -> Origin {
        try await provider.fetch(id, into: file)
    }

    func cancel(_ id: String) async throws {
        try await provider.cancel(id)
    }
}
