import OdoriDomain
import OdoriPorts
import SystemPackage

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
        guard composer.keepsTime else { return try await fit(file, composition, to: reference) }
        return try await keep(file, composition)
    }

    /// A track that is refused was paid for; a second one may do better, a third is not bought.
    private func fit(
        _ track: FilePath, _ made: Composition, to reference: ReferenceMotion
    ) async throws -> StageOutcome {
        guard let listener = context.services.listener else {
            throw UnknownHere("this worker cannot listen to tracks")
        }
        do {
            let heard = try await listener.listen(track)
            let fit = try ScoreFit(
                track: heard.analysis, lasting: heard.duration, to: reference.analysis,
                lasting: reference.media.duration)
            let file = context.scratch("fitted.wav")
            try await listener.render(track, speed: fit.speed, repeats: fit.repeats, into: file)
            return try await keep(
                file,
                Composition(
                    tempo: fit.tempo, drop: fit.drop, duration: fit.duration, origin: made.origin,
                    repeats: fit.repeats.isEmpty ? nil : fit.repeats, dropConfidence: heard.analysis.dropConfidence))
        } catch let error as OdoriError where [.scoreRefused, .mediaInvalid].contains(error.code) {
            let isFirst = context.record.attempts == 0
            throw OdoriError(.scoreRefused, error.message, isFirst ? .transient : .permanent)
        }
    }

    private func keep(_ file: FilePath, _ composition: Composition) async throws -> StageOutcome {
        try await context.sign(score: file, composition.origin)
        let stored = try await context.store(file, suffix: "wav", type: "audio/wav")
        return .finished(
            StageOutputs(
                assets: [StageOutputs.main: stored], facts: try StageFacts(composition),
                origin: composition.origin))
    }
}
