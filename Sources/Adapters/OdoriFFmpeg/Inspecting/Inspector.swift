import OdoriDomain
import OdoriPorts
import OdoriProcess
import SystemPackage

/// Measures a finished file from its final bytes.
struct Inspector: Sendable {
    let tool: FFmpegTool
    /// For files in between.
    let directory: FilePath

    func inspect(_ file: FilePath, as kind: InspectionKind) async throws -> DeliverableReport {
        let probe = MediaProbe(tool: tool)
        let facts = try FileFacts(reading: file)
        let streams: ProbeReport
        do {
            streams = try await probe.report(file)
        } catch let error as OdoriError where error.code == .toolFailed {
            throw ForeignFailure.error(error, reason: "the file cannot be read as a video")
        }
        guard let video = streams.video else { throw OdoriError(.mediaInvalid, "the file has no video stream") }
        let packets = try await probe.packets(file, of: streams)
        var result = report(facts, video, streams.audio, packets)
        var problems: [String] = []
        if let known = try await known(file, kind) {
            result.longestBlackSeconds = known.longestBlackSeconds
            result.longestFrozenSeconds = known.longestFrozenSeconds
        } else {
            problems += try await addPictures(of: file, seconds: packets.extent, to: &result)
        }
        if streams.audio != nil { problems += try await addSound(of: file, as: kind, to: &result) }
        let audioSeconds = streams.audio?.duration.flatMap(Double.init)
        result.problems =
            Judgement.problems(of: result, as: kind, pictures: packets.count, audioSeconds: audioSeconds) + problems
        return result
    }

    /// What the file's structure says.
    private func report(
        _ facts: FileFacts, _ video: ProbeReport.Stream, _ audio: ProbeReport.Stream?, _ packets: PacketTimes
    ) -> DeliverableReport {
        let videoStart = video.startTime.flatMap(Double.init) ?? 0
        return DeliverableReport(
            media: MediaFacts(
                width: video.isTurned ? video.height ?? 0 : video.width ?? 0,
                height: video.isTurned ? video.width ?? 0 : video.height ?? 0,
                fps: video.framesPerSecond ?? 0,
                duration: (packets.extent * 1_000_000).rounded() / 1_000_000,
                codec: video.codecName ?? "unknown",
                profile: video.profile,
                hasAudio: audio != nil
            ),
            bytes: facts.bytes,
            sha256: facts.sha256,
            audioCodec: audio?.codecName,
            audioProfile: audio?.profile,
            audioSampleRate: audio?.sampleRate.flatMap { Int($0) },
            audioChannels: audio?.channels,
            pixelFormat: video.pixelFormat ?? "unknown",
            colour: video.colour,
            constantFrameRate: packets.isConstant(),
            longestGOPSeconds: packets.longestGOP,
            moovFirst: facts.moovFirst,
            editList: facts.hasEditList,
            closedGOP: packets.hasClosedGroups,
            lufs: nil,
            dbtp: nil,
            longestBlackSeconds: 0,
            longestFrozenSeconds: 0,
            audioStartOffset: audio?.startTime.flatMap(Double.init).map { $0 - videoStart }
        )
    }

    /// What is known of the pictures, if they are those of a file that was inspected.
    private func known(_ file: FilePath, _ kind: InspectionKind) async throws -> DeliverableReport? {
        guard case .deliverable(_, _, _, let pictures) = kind, let pictures, pictures.report.problems.isEmpty,
            try await packets(of: file) == packets(of: pictures.video)
        else { return nil }
        return pictures.report
    }

    /// A digest of a file's video packets.
    private func packets(of file: FilePath) async throws -> String {
        try await tool.run(
            FFmpegCommand(inputs: [.init(file)], output: ["-map", "0:v:0", "-c", "copy", "-f", "hash", "-"]))
    }

    private func addPictures(
        of file: FilePath, seconds: Double, to report: inout DeliverableReport
    ) async throws -> [String] {
        let command = FFmpegCommand(
            inputs: [.init(file, options: ["-threads", "1"])],
            graph: ["[0:v:0]\(PictureFaults.finder)[v]"],
            output: ["-map", "[v]", "-f", "null", "-"]
        )
        let heard = try await decoded(command, "the pictures cannot be decoded")
        let faults = PictureFaults(marks: heard.output, end: seconds)
        report.longestBlackSeconds = faults.longestBlack
        report.longestFrozenSeconds = faults.longestFrozen
        return heard.errorTail.isEmpty ? [] : ["the pictures are damaged"]
    }

    private func addSound(
        of file: FilePath, as kind: InspectionKind, to report: inout DeliverableReport
    ) async throws -> [String] {
        let heard = try await decoded(SoundMaster.meter(file), "the sound cannot be decoded")
        let loudness = try Loudness(meter: heard.output)
        report.lufs = loudness.integrated.isFinite ? loudness.integrated : nil
        report.dbtp = loudness.truePeak.isFinite ? loudness.truePeak : nil
        let problems = heard.errorTail.isEmpty ? [] : ["the sound is damaged"]
        guard case .deliverable(_, let limited, let expected, _) = kind else { return problems }
        report.loudnessLimited = limited
        guard let expected else { return problems }
        let seconds = report.media.duration
        let placement = try await SoundPlacement(tool: tool, directory: directory).measure(
            file, expected, seconds: seconds)
        report.soundLag = placement.lag
        report.soundDrift = placement.drift
        report.dropOffset = expected.drop.flatMap { placement.lag(at: $0) }
        return problems + placement.problems
    }

    private func decoded(_ command: FFmpegCommand, _ reason: String) async throws -> ToolOutput {
        do {
            return try await tool.listen(command)
        } catch let error as OdoriError where error.code == .toolFailed {
            throw ForeignFailure.error(error, reason: reason)
        }
    }
}
