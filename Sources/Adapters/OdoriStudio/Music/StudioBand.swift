import OdoriDomain
package import OdoriProcess
import OdoriScratch
package import SystemPackage

/// Plays the music that reference dances are danced to.
package struct StudioBand: Sendable {
    private let synthesiser: Synthesiser

    /// - Parameter soundfont: General MIDI instruments; missing → `tool_missing` when something is to be played.
    package init(soundfont: FilePath = Soundfont.standard, tools: ToolRunner = ToolRunner()) {
        synthesiser = Synthesiser(soundfont: soundfont, tools: tools)
    }

    /// Renders drums, bass, chords and a lead as a WAV (48 kHz stereo): beat 0 at time 0, exactly `duration` long.
    ///
    /// Low drums and bass are held back until the drop. The same arguments give the same file.
    /// - Parameters:
    ///   - name: another name is another band, groove and tune.
    ///   - tempo: beats a minute, 40…240.
    ///   - drop: seconds; moved to the nearest beat. Bars are counted from it.
    /// - Throws: `media_invalid` for a tempo or times out of range; `tool_missing`, `time_limit`, `tool_failed`.
    package func renderReferenceTrack(
        name: String,
        tempo: Double,
        duration: Double,
        seed: UInt64,
        drop: Double,
        into file: FilePath
    ) async throws {
        guard tempo >= 40, tempo <= 240, duration > 0, duration <= 600, drop >= 0, drop <= duration else {
            throw OdoriError(.mediaInvalid, "no track of \(duration) s at \(tempo) bpm with its drop at \(drop) s")
        }
        let session = ReferenceSession(
            name: name,
            microsecondsPerBeat: Int((60_000_000 / tempo).rounded()),
            beats: Int((duration * tempo / 60).rounded(.up)),
            drop: Int((drop * tempo / 60).rounded()),
            seed: seed
        )
        try await withScratchDirectory(in: file.removingLastComponent(), prefix: "band") { scratch in
            let played = try await synthesiser.render(session.score(), scratch: scratch)
            try WaveFile.write(played.lasting(duration, fade: 0.02), to: file)
        }
    }
}
