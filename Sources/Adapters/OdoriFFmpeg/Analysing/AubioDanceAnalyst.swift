package import OdoriDomain
import OdoriPorts
import OdoriProcess
import OdoriScratch
package import SystemPackage

/// Finds tempo, beats, sections and drop: aubio, run as a process, hears the onsets; the grid laid through them is
/// ours. Where little is heard, the dance is watched as well.
package struct AubioDanceAnalyst: DanceAnalyst {
    let tool = FFmpegTool()
    let scratch: FilePath

    /// aubio tells an onset so many seconds early (measured on synthetic drums, see the tests).
    static let onsetLead = 0.0035
    private static let sampleRate = 44_100

    /// - Parameter scratch: where directories for files in between are made.
    package init(scratch: FilePath) {
        self.scratch = scratch
    }

    package func analyse(_ video: FilePath) async throws -> DanceAnalysis {
        let report = try await MediaProbe(tool: tool).packets(video)
        let seconds = report.pictures.extent
        let heard =
            report.audio == nil ? Self.guess(seconds: seconds) : try await hear(video, seconds: seconds)
        // Nothing that is seen moves what is heard so clearly.
        guard heard.confidence < Self.clearlyHeard else { return heard }
        return try await Witnesses(heard: heard, seen: watch(video, seconds: seconds)).agreed
    }

    private static let clearlyHeard = 0.8

    /// What is heard in the first sound of a file that lasts so long.
    func hear(_ file: FilePath, seconds: Double) async throws -> DanceAnalysis {
        try await withScratchDirectory(in: scratch, prefix: "analyse") { directory in
            let heard = try await listen(file, seconds: seconds, in: directory)
            guard !heard.envelope.isSilent else { return Self.guess(seconds: seconds) }
            return Self.analysis(heard.envelope, onsets: heard.onsets, seconds: seconds)
        }
    }

    /// A sound's level, and its onsets unless it is silent.
    func listen(
        _ file: FilePath, seconds: Double, in directory: FilePath
    ) async throws -> (envelope: SoundEnvelope, onsets: [Double]) {
        let wave = directory.appending("sound.wav")
        let envelope = try await level(file, seconds: seconds, in: directory, wave: wave)
        guard !envelope.isSilent else { return (envelope, []) }
        let output = try await ToolRunner().run(
            ToolCommand("aubio", ["onset", "-i", wave.string], timeLimit: .seconds(60))
        )
        return (envelope, Self.onsets(output.output))
    }

    /// A sound's level alone.
    ///
    /// - Parameter wave: where the sound goes as aubio reads it.
    func level(
        _ file: FilePath, seconds: Double, in directory: FilePath, wave: FilePath
    ) async throws -> SoundEnvelope {
        let raw = directory.appending("sound.raw")
        try await tool.run(Self.extract(file, seconds: seconds, into: wave, and: raw))
        return try Self.envelope(of: raw)
    }

    /// The analysis of a sound, from its level and its onsets (seconds).
    static func analysis(_ envelope: SoundEnvelope, onsets: [Double], seconds: Double) -> DanceAnalysis {
        let grids = TempoSearch.candidates(envelope).map { candidate in
            let grid = BeatGrid(candidate, onsets: onsets, seconds: seconds)
            return (grid: grid, score: candidate.score * (0.5 + grid.confidence))
        }
        guard let best = grids.max(by: { $0.score < $1.score })?.grid else { return guess(seconds: seconds) }
        let beats = best.beats(seconds: seconds)
        let structure = DanceStructure(beats: beats, low: envelope.low, high: envelope.high, seconds: seconds)
        return DanceAnalysis(
            tempo: best.tempo,
            beats: beats,
            downbeats: structure.downbeats,
            sections: structure.sections,
            drop: structure.drop,
            confidence: best.confidence,
            hasSound: true,
            basis: .sound,
            dropConfidence: structure.dropConfidence
        )
    }

    /// Evenly spaced beats at 120 for a dance without sound.
    static func guess(seconds: Double) -> DanceAnalysis {
        let beats = BeatGrid(phase: 0, period: 0.5).beats(seconds: seconds)
        let structure = DanceStructure(beats: beats, low: nil, seconds: seconds)
        return DanceAnalysis(
            tempo: 120,
            beats: beats,
            downbeats: structure.downbeats,
            sections: structure.sections,
            drop: structure.drop,
            confidence: 0.1,
            hasSound: false,
            basis: .nothing,
            dropConfidence: 0
        )
    }

    /// Reads `aubio onset`'s lines of seconds.
    static func onsets(_ output: String) -> [Double] {
        output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }.map { $0 + onsetLead }
    }

    private static func extract(
        _ video: FilePath, seconds: Double, into wave: FilePath, and raw: FilePath
    ) -> FFmpegCommand {
        FFmpegCommand(
            // A second more than the pictures last: nothing of the sound under them is missed.
            inputs: [.init(video, options: ["-t", (seconds + 1).filterText])],
            graph: [
                """
                [0:a:0]aresample=\(sampleRate):async=1:first_pts=0,\
                aformat=sample_fmts=s16:channel_layouts=mono,asplit[a][b]
                """
            ],
            output: [
                "-map", "[a]", "-f", "wav", InputGuard.address(of: wave),
                "-map", "[b]", "-ar", "\(SoundEnvelope.sampleRate)", "-f", "s16le", InputGuard.address(of: raw),
            ]
        )
    }

    private static func envelope(of raw: FilePath) throws -> SoundEnvelope {
        var envelope = SoundEnvelope()
        try FileBytes.eachPiece(of: raw) { envelope.add($0) }
        return envelope
    }
}
