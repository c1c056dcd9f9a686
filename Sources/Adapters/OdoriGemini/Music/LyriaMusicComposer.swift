import Foundation
import OdoriDomain
package import OdoriPorts
import OdoriPrompts
package import SystemPackage

/// Scores by Google's Lyria: one synchronous call a track, with Gemini's keys or Google Cloud's credentials. There is nothing to ask
/// about a call whose answer was lost.
package struct LyriaMusicComposer: MusicComposer {
    private let client: GeminiClient
    private let model: GeminiConfiguration.Model

    /// As it stands in documents.
    private static let provider = "lyria"

    /// - Parameter client: one that waits as long as a track takes, up to two minutes and more.
    package init(_ client: GeminiClient, model: GeminiConfiguration.Model) {
        self.client = client
        self.model = model
    }

    package var terms: CallTerms {
        CallTerms(provider: Self.provider, price: model.tariff.worstCallPrice)
    }

    /// A model keeps to a tempo as well as it can: its tracks are listened to before they are used.
    package var keepsTime: Bool { false }

    package func compose(_ brief: MusicBrief, into file: FilePath) async throws -> Composition {
        let prompt = Prompts.music(brief)
        let request = LyriaRequest(model: model.id, prompt: prompt.text)
        let answer: LyriaAnswer = try await client.call(model.id, at: client.configuration.place.interacting) { _ in
            try request.body()
        }
        let track = try answer.track(price: model.tariff.worstCallPrice)
        do {
            try track.write(to: URL(filePath: file.string))
        } catch {
            // The track is paid for, whatever happens to it here.
            throw OdoriError(
                .internalError, "the track cannot be kept: \(error)", .transient, price: model.tariff.worstCallPrice)
        }
        return Composition(
            tempo: brief.analysis.tempo, drop: brief.analysis.drop, duration: brief.duration,
            origin: Origin(
                provider: Self.provider, model: model.id, promptHash: prompt.hash, operationID: answer.id))
    }
}
