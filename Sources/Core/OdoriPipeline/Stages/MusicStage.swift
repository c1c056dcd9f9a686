import OdoriDomain
import OdoriPorts

/// `music`: the score for the dance on reference 0.
struct MusicStage: Sendable {
    let context: RunContext

    func run() async throws -> StageOutcome {
        let reference = try await context.reference(0)
        let file = context.scratch("score.wav")
        let brief = MusicBrief(
            style: try context.style, seed: context.seed, analysis: reference.analysis,
            duration: reference.media.duration)
        let composer = context.services.music
        let composition = try await PaidCall(context: context, terms: composer.terms).make {
            try await composer.compose(brief, into: file)
        }
        let stored = try await context.store(file, suffix: "wav", type: "audio/wav")
        return .finished(
            StageOutputs(
                assets: [StageOutputs.main: stored], facts: try StageFacts(composition),
                origin: composition.origin))
    }
}
