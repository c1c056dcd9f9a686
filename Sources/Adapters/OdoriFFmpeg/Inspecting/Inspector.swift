import OdoriDomain
import OdoriPorts
import SystemPackage

/// Measures a finished file from its final bytes.
struct Inspector: Sendable {
    let tool: FFmpegTool
    /// For files in between.
    let directory: FilePath

    func inspect(
        _ file: FilePath, as kind: InspectionKind, stills: StillsOrder?
    ) async throws -> DeliverableReport {
        let facts = try FileFacts(reading: file)
        let streams: ProbeReport
        do {
            streams = try await MediaProbe(tool: tool).packets(file)
        } catch let error as OdoriError where error.code == .toolFailed {
            throw ForeignFailure.error(error, reason: "the file cannot be read as a video")
        }
        guard let video = streams.video else { throw OdoriError(.mediaInvalid, "the file has no video stream") }
        let packets = streams.pictures
        if stills != nil, packets.count == 0 { throw OdoriError(.mediaInvalid, "the file has no pictures") }
        var result = report(facts, video, streams.audio, packets)
        let pass = InspectionPass(
            file: file, directory: directory, hasPictures: kind.known == nil || stills != nil,
            hasSound: streams.audio != nil, hasPackets: kind != .clip,
            stills: stills.map { .init(order: $0, pictures: packets.count) })
        let problems = try await read(pass, as: kind, streams, into: &result)
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

    /// Adds to a report what is only known once the file is decoded; returns what is wrong beside what the report tells.
    private func read(
        _ pass: InspectionPass, as kind: InspectionKind, _ streams: ProbeReport, into report: inout DeliverableReport
    ) async throws -> [String] {
        var problems: [String] = []
        if !pass.isEmpty {
            let read = try await pass.run(tool)
            problems += read.damage(sound: streams.audio)
            report.videoPackets = read.packets
            add(read.marks, to: &report)
            if let loudness = read.loudness {
                problems += try await add(loudness, read.heard, as: kind, to: &report)
            }
        }
        guard !pass.hasPictures, let known = kind.known else { return problems }
        if known.videoPackets == report.videoPackets {
            report.longestBlackSeconds = known.longestBlackSeconds
            report.longestFrozenSeconds = known.longestFrozenSeconds
        } else {
            let own = InspectionPass(
                file: pass.file, directory: directory, hasPictures: true, hasSound: false, hasPackets: false)
            let read = try await own.run(tool)
            problems += read.damage(sound: nil)
            add(read.marks, to: &report)
        }
        return problems
    }

    private func add(_ marks: String?, to report: inout DeliverableReport) {
        guard let marks else { return }
        let faults = PictureFaults(marks: marks, end: report.media.duration)
        report.longestBlackSeconds = faults.longestBlack
        report.longestFrozenSeconds = faults.longestFrozen
    }

    private func add(
        _ loudness: Loudness, _ heard: [Float], as kind: InspectionKind, to report: inout DeliverableReport
    ) async throws -> [String] {
        report.lufs = loudness.integrated.isFinite ? loudness.integrated : nil
        report.dbtp = loudness.truePeak.isFinite ? loudness.truePeak : nil
        guard case .deliverable(_, let limited, let expected, _) = kind else { return [] }
        report.loudnessLimited = limited
        report.silentEndSeconds = SoundPlacement.silentEnd(of: heard)
        guard let expected else { return [] }
        let placement = try await SoundPlacement(tool: tool, directory: directory).measure(
            heard, expected, seconds: report.media.duration)
        report.soundLag = placement.lag
        report.soundDrift = placement.drift
        report.dropOffset = expected.drop.flatMap { placement.lag(at: $0) }
        return placement.problems
    }
}

extension InspectionKind {
    /// What is known of the pictures, if they are those of a file that was found good.
    fileprivate var known: DeliverableReport? {
        guard case .deliverable(_, _, _, let pictures) = self, let pictures, pictures.problems.isEmpty,
            pictures.videoPackets != nil
        else { return nil }
        return pictures
    }
}
