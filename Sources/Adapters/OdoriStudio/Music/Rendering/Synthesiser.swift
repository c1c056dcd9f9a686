import FoundationEssentials
import OdoriDomain
import OdoriProcess
import SystemPackage

/// Plays a score: FluidSynth, run as a process.
struct Synthesiser: Sendable {
    let soundfont: FilePath
    let tools: ToolRunner

    /// Renders a score, beat 0 at time 0, peaks at -3 dBFS.
    ///
    /// - Parameter scratch: an existing directory for the files in between.
    /// - Throws: `tool_missing`, `time_limit`, `tool_failed`, `CancellationError`.
    func render(_ score: Score, scratch: FilePath) async throws -> Recording {
        try Soundfont.check(soundfont)
        let midi = scratch.appending("score.mid")
        let sound = scratch.appending("score.wav")
        try Data(StandardMIDIFile.bytes(of: score)).write(to: URL(filePath: midi.string))
        var gain = 0.35
        for _ in 0..<3 {
            try await play(midi, into: sound, gain: gain)
            let recording = try WaveFile.read(sound)
            // What touched full scale may have been cut off: then softer, and again.
            if recording.peak < Int(Int16.max) - 1 { return recording.normalised() }
            gain /= 2
        }
        throw OdoriError(.toolFailed, "fluidsynth clips this score even at a low gain", .permanent)
    }

    private func play(_ midi: FilePath, into sound: FilePath, gain: Double) async throws {
        // An empty configuration: a user's own must not change how a score sounds.
        let arguments = [
            "-ni", "-q", "-f", "/dev/null", "-g", "\(gain)", "-r", "\(Recording.rate)",
            "-o", "synth.reverb.active=1", "-o", "synth.reverb.room-size=0.45", "-o", "synth.reverb.level=0.5",
            "-o", "synth.chorus.active=1", "-o", "synth.polyphony=256", "-o", "synth.cpu-cores=1",
            "-T", "wav", "-O", "s16", "-F", sound.string, soundfont.string, midi.string,
        ]
        _ = try await tools.run(ToolCommand("fluidsynth", arguments, timeLimit: .seconds(120)))
    }
}
