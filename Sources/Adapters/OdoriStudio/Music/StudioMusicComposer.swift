import Crypto
import OdoriDomain
package import OdoriPorts
package import OdoriProcess
import OdoriScratch
package import SystemPackage

/// Composes scores here: from the style's own bands, decided by the seed, played by FluidSynth.
///
/// The same brief gives the same file, byte for byte, with the same FluidSynth and soundfont.
package struct StudioMusicComposer: MusicComposer {
    package var terms: CallTerms { .free("studio") }
    private let synthesiser: Synthesiser

    /// - Parameter soundfont: General MIDI instruments; missing → `tool_missing` when something is to be played.
    package init(soundfont: FilePath = Soundfont.standard, tools: ToolRunner = ToolRunner()) {
        synthesiser = Synthesiser(soundfont: soundfont, tools: tools)
    }

    /// Composes and renders; the drop's time is measured in the finished sound.
    ///
    /// The score begins at most one beat before it is needed, unless the dance's drop comes in its first eight beats.
    /// - Throws: `media_invalid` when the duration is not within 0…600 s; `tool_missing`, `time_limit`, `tool_failed`.
    package func compose(_ brief: MusicBrief, into file: FilePath) async throws -> Composition {
        guard brief.duration >= 0, brief.duration <= 600 else {
            throw OdoriError(.mediaInvalid, "a score lasts between 0 and 600 s, not \(brief.duration)")
        }
        let plan = ScorePlan(brief)
        let score = Session(plan: plan, arrangement: .band(for: brief.style), seed: brief.seed).score()
        let (drop, duration) = try await withScratchDirectory(in: file.removingLastComponent(), prefix: "music") {
            scratch in
            let played = try await synthesiser.render(score, scratch: scratch)
            let written = score.seconds(atBeat: score.drop)
            let drop = played.onset(near: written) ?? written
            let recording = played.lasting(drop + plan.secondsAfterDrop + 0.5, fade: 0.5)
            try WaveFile.write(recording, to: file)
            return (drop, recording.duration)
        }
        let origin = Origin(provider: "studio", model: "score-1", promptHash: Self.hash(of: brief))
        return Composition(tempo: score.tempo, drop: drop, duration: duration, origin: origin)
    }

    /// The order in words, so that equal briefs have equal hashes.
    private static func hash(of brief: MusicBrief) -> String {
        let analysis = brief.analysis
        let order =
            "score \(brief.style.id) seed \(brief.seed) tempo \(analysis.tempo) confidence \(analysis.confidence) "
            + "drop \(analysis.drop) duration \(brief.duration)"
        return SHA256.hash(data: Array(order.utf8)).map { byte in
            let hex = String(byte, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }.joined()
    }
}
