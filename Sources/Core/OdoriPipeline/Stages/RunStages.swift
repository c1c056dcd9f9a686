import OdoriDomain
import OdoriJobs
import OdoriPorts

/// A run's stages: finds the one that a push is for and lets it work.
struct RunStages: Sendable {
    let services: PipelineServices
    let run: RunID
    var rehearsal: StageRehearsal?

    func receive(_ payload: TaskPayload) async throws {
        let runner = AttemptRunner<RunState>(
            id: RunState.ID(run), subject: .run(run), services: services,
            perform: { attempt in
                if let rehearsal { return try await rehearsal(run, attempt.stage) }
                return try await Self.attempt(RunContext(attempt: attempt))
            },
            idForEnd: { id, effects in RunState.ID(id.run, nameKey: Self.claimedKey(effects)) })
        let state = try await runner.receive(payload)
        try await ProgressWriter(services: services).write(state.job)
    }

    private static func claimedKey(_ effects: [RunEffect]) -> String? {
        for case .claimName(let claim) in effects { return claim.key }
        return nil
    }

    private static func attempt(_ context: RunContext) async throws -> StageOutcome {
        do {
            return try await perform(context)
        } catch let error as OdoriError {
            throw try await context.outcome(of: error)
        }
    }

    private static func perform(_ context: RunContext) async throws -> StageOutcome {
        if context.record.status.isEnded { return try await Reconciler(context: context).run() }
        if let added = context.attempt.services.edition.added[context.stage] {
            return try await added(context.attempt.id.run)
        }
        guard let kind = StageKind(context.stage) else {
            throw UnknownHere("this build knows no stage \(context.stage)")
        }
        return switch kind {
        case .concept: try await ConceptStage(context: context).run()
        case .animeImage: try await PictureStage(context: context).animeImage()
        case .cosplayImage: try await PictureStage(context: context).cosplayImage()
        case .align(let index): try await PictureStage(context: context).aligned(index)
        case .variantImage(let outfit): try await PictureStage(context: context).variant(outfit)
        case .stickers: try await StickerStage(context: context).run()
        case .music: try await MusicStage(context: context).run()
        case .dance(let index):
            try await DanceStage(context: context, image: .align(index), reference: index, outfit: nil).run()
        case .variantDance(let outfit):
            try await DanceStage(context: context, image: .variantImage(outfit), reference: 0, outfit: outfit).run()
        case .remix: try await RemixStage(context: context).run()
        case .master: try await MasterStage(context: context).run()
        case .soundtracks: try await SoundtrackStage(context: context).run()
        case .publish: try await PublishStage(context: context).run()
        }
    }
}
