import OdoriDomain
import OdoriPorts
import OdoriProcess
import SystemPackage

/// Makes a deliverable's sound: placed, faded, with impacts, as loud as it shall be, as AAC file.
struct SoundMaster: Sendable {
    let tool: FFmpegTool

    /// Encodes that are tried before the last is taken, whose report then says what is wrong with it.
    private static let mostRounds = 10
    /// Of them, without encoding.
    private static let mostRehearsals = 3

    /// - Parameters:
    ///   - chain: the filters that bring the source's sound onto the video's time.
    ///   - cuts: times of impacts, in seconds.
    ///   - directory: for files in between.
    func make(
        _ source: FilePath,
        _ chain: String,
        cuts: [Double],
        seconds: Double,
        in directory: FilePath,
        into file: FilePath
    ) async throws -> MasterSound {
        let placed = directory.appending("placed.wav")
        var loudness = try await mix([.init(source)], ["[0:a:0]\(chain)[a]"], into: placed)
        var mixed = placed
        if !cuts.isEmpty, !loudness.isSilent {
            // Impacts have one strength against a score at its final loudness, however loud it was delivered to us.
            mixed = directory.appending("mixed.wav")
            let level = "volume=volume=\((LoudnessTreatment.target - loudness.integrated).filterText)dB:precision=float"
            let graph = ImpactSound.graph(over: "0:a:0", level, at: cuts, seconds: seconds)
            loudness = try await mix([.init(placed)], graph, into: mixed)
        }
        return try await encode(mixed, LoudnessTreatment(of: loudness), seconds: seconds, into: file)
    }

    private func encode(
        _ source: FilePath,
        _ first: LoudnessTreatment,
        seconds: Double,
        into file: FilePath
    ) async throws -> MasterSound {
        var treatment = try await rehearsed(source, first, seconds: seconds)
        var result = try await encodeOnce(source, treatment, seconds: seconds, into: file)
        var rounds = 1
        while !treatment.isReached(by: result), rounds < Self.mostRounds {
            treatment = treatment.corrected(after: result)
            result = try await encodeOnce(source, treatment, seconds: seconds, into: file)
            rounds += 1
        }
        return MasterSound(loudnessLimited: treatment.isLimited(result))
    }

    /// How loud a limited sound becomes is found out without encoding it, which costs most of a round; AAC changes it by hundredths.
    private func rehearsed(
        _ source: FilePath, _ first: LoudnessTreatment, seconds: Double
    ) async throws -> LoudnessTreatment {
        var treatment = first
        var rounds = 0
        while treatment.limiting > 0, rounds < Self.mostRehearsals {
            let command = FFmpegCommand(
                inputs: [.init(source)],
                graph: ["[0:a:0]\(Self.treated(treatment, seconds: seconds)),\(Loudness.meter)[measured]"],
                output: ["-map", "[measured]", "-f", "null", "-"])
            let result = try Loudness(meter: try await tool.run(command))
            guard !treatment.isReached(by: result) else { break }
            treatment = treatment.corrected(after: result)
            rounds += 1
        }
        return treatment
    }

    private static func treated(_ treatment: LoudnessTreatment, seconds: Double) -> String {
        "\(treatment.chain),apad,atrim=end=\(seconds.filterText)"
    }

    private func encodeOnce(
        _ source: FilePath,
        _ treatment: LoudnessTreatment,
        seconds: Double,
        into file: FilePath
    ) async throws -> Loudness {
        let chain = "[0:a:0]\(Self.treated(treatment, seconds: seconds))[a]"
        try await tool.run(
            FFmpegCommand(
                inputs: [.init(source)],
                graph: [chain],
                output: ["-map", "[a]"] + Encoding.audio + Encoding.mp4(file)
            )
        )
        return try await measure(file)
    }

    /// Writes a sound losslessly and measures it on the way.
    private func mix(
        _ inputs: [FFmpegCommand.Input],
        _ graph: [String],
        into file: FilePath
    ) async throws -> Loudness {
        let command = FFmpegCommand(
            inputs: inputs,
            graph: graph + ["[a]\(Loudness.meter)[measured]"],
            output: ["-map", "[measured]", "-c:a", "pcm_f32le", "-f", "wav", InputGuard.address(of: file)]
        )
        return try Loudness(meter: try await tool.run(command))
    }

    func measure(_ file: FilePath) async throws -> Loudness {
        try Loudness(meter: try await tool.run(Self.meter(file)))
    }

    /// Prints what `Loudness(meter:)` reads.
    static func meter(_ file: FilePath) -> FFmpegCommand {
        FFmpegCommand(
            inputs: [.init(file)],
            graph: ["[0:a:0]\(Loudness.meter)[measured]"],
            output: ["-map", "[measured]", "-f", "null", "-"]
        )
    }
}
