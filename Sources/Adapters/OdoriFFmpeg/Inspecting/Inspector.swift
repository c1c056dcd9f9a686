import OdoriDomain
import OdoriPorts
import SystemPackage

/// Measures a finished file from its final bytes.
struct Inspector: Sendable {
    let tool: FFmpegTool

    func inspect(_ file: FilePath, as kind: InspectionKind) async throws -> DeliverableReport {
        let probe = MediaProbe(tool: tool)
        let facts = try FileFacts(reading: file)
        let report: ProbeReport
        do {
            report = try await probe.report(file)
        } catch let error as OdoriError where error.code == .toolFailed {
            throw ForeignFailure.error(error, reason: "the file cannot be read as a video")
        }
        guard let video = report.video else { throw OdoriError(.mediaInvalid, "the file has no video stream") }
        let packets = try await probe.packets(file, of: report)
        let faults = try await faults(file, seconds: packets.extent)
        let loudness = report.audio == nil ? nil : try await SoundMaster(tool: tool).measure(file)
        let audioStart = report.audio?.startTime.flatMap(Double.init)
        let videoStart = video.startTime.flatMap(Double.init) ?? 0
        var result = DeliverableReport(
            media: MediaFacts(
                width: video.isTurned ? video.height ?? 0 : video.width ?? 0,
                height: video.isTurned ? video.width ?? 0 : video.height ?? 0,
                fps: video.framesPerSecond ?? 0,
                duration: (packets.extent * 1_000_000).rounded() / 1_000_000,
                codec: video.codecName ?? "unknown",
                profile: video.profile,
                hasAudio: report.audio != nil
            ),
            bytes: facts.bytes,
            sha256: facts.sha256,
            audioCodec: report.audio?.codecName,
            audioProfile: report.audio?.profile,
            audioSampleRate: report.audio?.sampleRate.flatMap { Int($0) },
            audioChannels: report.audio?.channels,
            pixelFormat: video.pixelFormat ?? "unknown",
            colour: video.colour,
            constantFrameRate: packets.isConstant(),
            longestGOPSeconds: packets.longestGOP,
            moovFirst: facts.moovFirst,
            lufs: loudness.flatMap { $0.integrated.isFinite ? $0.integrated : nil },
            dbtp: loudness.flatMap { $0.truePeak.isFinite ? $0.truePeak : nil },
            longestBlackSeconds: faults.longestBlack,
            longestFrozenSeconds: faults.longestFrozen,
            audioStartOffset: audioStart.map { $0 - videoStart }
        )
        if case .deliverable(_, let limited) = kind { result.loudnessLimited = limited }
        let audioSeconds = report.audio?.duration.flatMap(Double.init)
        result.problems = Judgement.problems(of: result, as: kind, pictures: packets.count, audioSeconds: audioSeconds)
        return result
    }

    private func faults(_ file: FilePath, seconds: Double) async throws -> PictureFaults {
        let command = FFmpegCommand(
            inputs: [.init(file, options: ["-threads", "1"])],
            graph: ["[0:v:0]\(PictureFaults.finder)[v]"],
            output: ["-map", "[v]", "-f", "null", "-"]
        )
        return PictureFaults(marks: try await tool.run(command), end: seconds)
    }
}
