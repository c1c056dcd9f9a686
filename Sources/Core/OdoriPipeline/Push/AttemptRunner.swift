import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// The push protocol for one subject: decide, take the lease, work, end in one commit, enqueue.
struct AttemptRunner<State: LeasedState>: Sendable {
    let id: State.ID
    let subject: Subject
    let services: PipelineServices
    /// The work itself.
    let perform: @Sendable (Attempt<State>) async throws -> StageOutcome
    /// The id under which the end of an attempt is committed: some effects need more documents.
    let idForEnd: @Sendable (State.ID, [RunEffect]) -> State.ID

    private enum Admission: Sendable {
        case early(Duration)
        case heal
        case work(Lease, State, waited: Duration)

        /// A lease that a power cut undoes is no loss: its holder is gone as well, and the queue pushes again.
        var durability: CommitDurability {
            if case .work = self { .deferred } else { .immediate }
        }
    }

    enum Ending: Sendable {
        case outcome(StageOutcome)
        /// The lease went to somebody else, or the job was cancelled: there is nothing to commit.
        case overtaken
    }

    /// Throws only when a commit or an enqueue failed: then the push is to come again.
    ///
    /// - Returns: the documents as they were in the end.
    @discardableResult
    func receive(_ payload: TaskPayload) async throws -> State {
        var admission = try await admit(payload)
        if case .early(let earliness) = admission {
            try await services.wait(earliness)
            admission = try await admit(payload, isDue: true)
        }
        switch admission {
        case .early, .heal:
            WorkContext.current.meter?.add(to: .pushes, "healed")
            return try await heal(payload.stage)
        case .work(let lease, let state, let waited):
            let context = WorkContext.current.with { $0.attempt = lease.epoch }
            return try await WorkContext.$current.withValue(context) {
                try await attempt(payload, lease, state, waited: waited)
            }
        }
    }

    private func attempt(
        _ payload: TaskPayload, _ lease: Lease, _ state: State, waited: Duration
    ) async throws -> State {
        let limit = state.graph.node(payload.stage)?.timeLimitSeconds ?? 600
        let findings = Findings<State>()
        let ending = await counted(payload.stage, state, waited: waited) {
            await work(payload.stage, lease, state, findings, limit: .seconds(limit))
        }
        switch ending {
        case .overtaken: return try await overtaken(payload, findings)
        case .outcome(let outcome): return try await end(payload, lease, outcome, findings)
        }
    }

    private func admit(_ payload: TaskPayload, isDue: Bool = false) async throws -> Admission {
        let now = services.clock.now
        let (settings, transactor) = (services.settings, services.transactor)
        return try await transactor.advance(State.self, id, crowded: .read, durability: { $0.durability }) { state in
            guard let record = state.engine.stages[payload.stage], !state.isClosed || record.status.isEnded else {
                return .heal
            }
            if !isDue, let earliness = record.earliness(of: payload, at: now) { return .early(earliness) }
            switch record.decide(generation: payload.generation, check: payload.check, now: now) {
            case .heal:
                return .heal
            case .held(let until):
                state.engine.update(payload.stage) { $0.moveOn(dueAt: until + .seconds(1)) }
                return .heal
            case .crashedTooOften:
                try Self.giveUp(payload.stage, in: &state, now: now)
                state.reflect(now: now, settings: settings)
                return .heal
            case .work, .reconcile:
                let waited = record.dueAt.map { now.duration(since: $0) } ?? .zero
                let lease = state.engine.update(payload.stage) { $0.takeLease(now: now, for: settings.lease) }
                state.reflect(now: now, settings: settings)
                return lease.map { .work($0, state, waited: waited) } ?? .heal
            }
        }
    }

    private static func giveUp(_ stage: StageID, in state: inout State, now: Timestamp) throws {
        let reason = OdoriError(.workerCrashed, "the worker died \(StageRecord.crashLimit) times while at it")
        let record = state.engine.stages[stage]
        let reconciling = record?.status.isEnded == true
        if reconciling {
            if record?.operation?.isOpen == true { state.abandonOperation(of: stage) }
            state.reconciled(now: now)
        }
        try state.engine.end(
            stage, epoch: record?.lease?.epoch ?? 0, with: reconciling ? .reconciled : .failed(reason),
            graph: state.graph, at: now, slot: state.slot)
    }

    /// Enqueues whatever the documents say is owed, and the current check of the pushed stage even while it is held.
    private func heal(_ stage: StageID) async throws -> State {
        let state = try await services.transactor.read(State.self, id)
        let owed = Set(state.engine.owed + [stage]).sorted()
        try await services.dispatcher.enqueue(owed, of: subject, in: state.engine, graph: state.graph)
        if let companion = state.companion {
            try await services.dispatcher.enqueueOwed(
                of: companion.subject, in: companion.engine, graph: companion.graph)
        }
        return state
    }

    /// The end does not count; what was learned does. Then the push is as one that has just come: it may be the only one that the queue
    /// knows to repeat, and its new holder one that nobody would miss.
    private func overtaken(_ payload: TaskPayload, _ findings: Findings<State>) async throws -> State {
        if !findings.isEmpty {
            try await services.transactor.update(State.self, id) { findings.apply(to: &$0) }
        }
        return try await receive(payload)
    }

    private enum Event: Sendable {
        case outcome(StageOutcome)
        case stop(LeaseKeeper<State>.Stop?)
        case drained
        case woken
    }

    private func work(
        _ stage: StageID, _ lease: Lease, _ state: State, _ findings: Findings<State>, limit: Duration
    ) async -> Ending {
        let gauge = ProgressGauge()
        let keeper = LeaseKeeper<State>(
            id: id, stage: stage, epoch: lease.epoch, services: services, progress: gauge,
            deadline: services.clock.now + limit,
            stopsWhenClosed: state.engine.stages[stage]?.status.isEnded != true)
        return await withTaskGroup(of: Event.self) { group in
            group.addTask { await .outcome(perform(stage, lease, state, gauge, findings)) }
            group.addTask { await .stop(keeper.watch()) }
            group.addTask { await drained() }
            defer { group.cancelAll() }
            for await event in group {
                switch event {
                case .outcome(let outcome): return .outcome(outcome)
                case .drained: return .outcome(.interrupted)
                case .stop(.leaseLost), .stop(.closed): return .overtaken
                // Nobody need have taken it: the end tells.
                case .stop(.leaseExpired): return .outcome(.interrupted)
                case .stop(.timeLimit):
                    let error = OdoriError(.timeLimit, "the attempt took longer than \(limit)", .transient)
                    return .outcome(failure(error, state.engine.stages[stage], state.graph.node(stage)))
                case .stop(nil), .woken: continue
                }
            }
            return .outcome(.interrupted)
        }
    }

    private func drained() async -> Event {
        await services.drain.wait()
        guard !Task.isCancelled else { return .woken }
        do {
            try await services.clock.sleep(for: .seconds(2))
            return .drained
        } catch {
            return .woken
        }
    }

    private func perform(
        _ stage: StageID, _ lease: Lease, _ state: State, _ gauge: ProgressGauge, _ findings: Findings<State>
    ) async -> StageOutcome {
        do {
            return try await services.scratch.withDirectory(stage.rawValue) { scratch in
                try await perform(
                    Attempt(
                        id: id, stage: stage, lease: lease, state: state, services: services, scratch: scratch,
                        progress: gauge, findings: findings))
            }
        } catch let wait as NotYet {
            return .waiting(until: services.clock.now + wait.delay, queue: wait.queue, because: wait.reason)
        } catch let lost as CheckpointLost {
            return .lost(lost.maker, lost.reason)
        } catch let unknown as UnknownHere {
            return .handedOn(OdoriError(.unsupportedVersion, unknown.message))
        } catch is CancellationError {
            return .interrupted
        } catch {
            services.logger.warning("an attempt failed", metadata: ["stage": "\(stage)", "error": "\(error)"])
            return failure(error, state.engine.stages[stage], state.graph.node(stage))
        }
    }

    private func failure(_ error: any Error, _ record: StageRecord?, _ node: StageNode?) -> StageOutcome {
        guard record?.status.isEnded != true else { return .waiting(until: services.clock.now + .seconds(30)) }
        return StageOutcome(error, attempts: record?.attempts ?? 0, limit: node?.attemptLimit ?? 1)
    }

    private func end(
        _ payload: TaskPayload, _ lease: Lease, _ outcome: StageOutcome, _ findings: Findings<State>
    ) async throws -> State {
        do {
            return try await commit(payload.stage, lease, outcome, findings)
        } catch is LeaseLost {
            return try await overtaken(payload, findings)
        } catch is NameTaken {
            return try await commit(payload.stage, lease, .waiting(until: services.clock.now), findings)
        }
    }

    private func commit(
        _ stage: StageID, _ lease: Lease, _ outcome: StageOutcome, _ findings: Findings<State>
    ) async throws -> State {
        let effects = if case .finished(_, let effects) = outcome { effects } else { [RunEffect]() }
        let now = services.clock.now
        let settings = services.settings
        let end: @Sendable (inout State) throws -> (State, State) = { state in
            let before = state
            let reconciling = state.engine.stages[stage]?.status.isEnded == true
            guard !state.isClosed || reconciling else { throw LeaseLost() }
            findings.apply(to: &state)
            var outcome = outcome
            if case .reconciled = outcome {
                if state.engine.stages[stage]?.operation?.isOpen == true {
                    // Who ordered it has just told what came of that: it is looked at once more.
                    outcome = .waiting(until: now)
                } else {
                    state.reconciled(now: now)
                }
            }
            try state.apply(effects, of: stage, now: now)
            try state.engine.end(
                stage, epoch: lease.epoch, with: outcome, graph: state.graph, at: now, slot: state.slot)
            state.reflect(now: now, settings: settings)
            return (before, state)
        }
        let transactor = services.transactor
        let (before, after) =
            if effects.allSatisfy(\.standsOnOwnDocuments) {
                try await transactor.advance(State.self, id, crowded: effects.isEmpty ? .ignored : .changed, end)
            } else {
                try await transactor.update(State.self, idForEnd(id, effects), end)
            }
        try await enqueueChanges(from: before, to: after)
        return after
    }

    /// Enqueues what this commit made due; what was due before is on its way already.
    private func enqueueChanges(from before: State, to after: State) async throws {
        let changed = after.engine.owed.filter { stage in
            before.engine.stages[stage]?.dueAt != after.engine.stages[stage]?.dueAt
                || before.engine.stages[stage]?.check != after.engine.stages[stage]?.check
        }
        try await services.dispatcher.enqueue(changed, of: subject, in: after.engine, graph: after.graph)
        guard let companion = after.companion, companion.engine != before.companion?.engine else { return }
        try await services.dispatcher.enqueueOwed(
            of: companion.subject, in: companion.engine, graph: companion.graph)
    }
}
