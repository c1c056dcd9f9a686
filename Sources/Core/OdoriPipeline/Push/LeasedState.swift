import OdoriDomain
import OdoriJobs
import OdoriPorts

/// The documents of a subject whose stages are worked on under leases: a run or a reference.
protocol LeasedState: SharedState {
    var engine: EngineDocument { get set }
    var graph: StageGraph { get }
    var slot: Slot? { get }
    /// Nothing may be begun any more: the job was cancelled.
    var isClosed: Bool { get }
    /// Another subject's steps that this state's commits may make due.
    var companion: Companion? { get }

    /// Brings what watchers see in line with the engine's document.
    mutating func reflect(now: Timestamp, settings: PipelineSettings)

    /// Shows a running stage's progress (0–1).
    mutating func show(progress: Double, of stage: StageID)

    /// Gives up finding out about an ended stage's operation.
    mutating func abandonOperation(of stage: StageID)

    /// An operation's books were closed after its stage had ended.
    mutating func reconciled(now: Timestamp)

    /// Carries out what a finished stage changes besides its own record.
    mutating func apply(_ effects: [RunEffect], of stage: StageID, now: Timestamp) throws
}

/// An engine document beside the subject's own.
struct Companion {
    var subject: Subject
    var engine: EngineDocument
    var graph: StageGraph
}

/// The name that a concept wants was claimed by another run in the meantime.
struct NameTaken: Error {}

extension RunState: LeasedState {
    var graph: StageGraph { run.graph }
    var slot: Slot? { id.slot }
    var isClosed: Bool { ledger.isClosed(to: id.slot) }
    var companion: Companion? { Companion(subject: .job(id.job), engine: steps, graph: .job) }

    mutating func reflect(now: Timestamp, settings: PipelineSettings) {
        let wasEnded = run.status.isEnded
        run.reflect(engine, now: now, url: settings.url)
        if run.status.isEnded, !wasEnded { ended(now: now) }
    }

    /// The job's cost is to be counted anew.
    mutating func reconciled(now: Timestamp) {
        steps.requestSettle(now: now)
    }

    mutating func show(progress: Double, of stage: StageID) {
        run.stages[stage]?.progress = progress
    }

    mutating func apply(_ effects: [RunEffect], of stage: StageID, now: Timestamp) throws {
        for effect in effects {
            switch effect {
            case .claimName(let claim): try take(claim)
            case .settleOperation(let price): settleOperation(of: stage, .succeeded, price: price)
            case .publish(let character): try publish(character)
            }
        }
    }

    private mutating func take(_ claim: NameClaim) throws {
        run.name = claim.name
        run.characterID = claim.characterID
        if let holder = nameHolder {
            guard holder == claim else { throw NameTaken() }
        } else {
            effects.append(try .put(claim, at: .name(claim.key), if: .absent))
        }
    }

    private mutating func publish(_ character: CharacterDocument) throws {
        run.result = CharacterResult(
            characterID: character.characterID, name: character.name, assets: character.assets)
        effects.append(try .put(character, at: .character(character.characterID), if: .none))
    }
}

extension ReferenceState: LeasedState {
    var graph: StageGraph { .reference }
    var slot: Slot? { nil }
    var isClosed: Bool { false }
    var companion: Companion? { nil }

    mutating func reflect(now: Timestamp, settings: PipelineSettings) {
        let status: ReferenceStatus =
            engine.failing ? .rejected : engine.isEnded ? .ready : .ingesting
        guard status != reference.status, reference.status != .deleting else { return }
        reference.status = status
        reference.reason = engine.stages.values.compactMap { $0.status == .failed ? $0.error?.message : nil }.min()
        reference.updatedAt = now
    }

    mutating func show(progress: Double, of stage: StageID) {}

    mutating func abandonOperation(of stage: StageID) {}

    mutating func reconciled(now: Timestamp) {}

    mutating func apply(_ effects: [RunEffect], of stage: StageID, now: Timestamp) throws {}
}
