import OdoriDomain
import OdoriPorts

/// What is wrong with a measured file, one sentence each.
enum Judgement {
    /// - Parameters:
    ///   - pictures: counted in the file.
    ///   - audioSeconds: length of the sound.
    static func problems(
        of report: DeliverableReport,
        as kind: InspectionKind,
        pictures: Int,
        audioSeconds: Double?
    ) -> [String] {
        video(report) + timing(report, kind, pictures) + sound(report, kind, audioSeconds)
    }

    private static func video(_ report: DeliverableReport) -> [String] {
        let media = report.media
        return [
            problem(
                media.width == Frame.width && media.height == Frame.height,
                "the picture is \(media.width)×\(media.height), not \(Frame.width)×\(Frame.height)"
            ),
            problem(media.codec == "h264", "the video is \(media.codec), not h264"),
            problem(media.profile == "High", "the video's profile is \(media.profile ?? "unknown"), not High"),
            problem(report.pixelFormat == "yuv420p", "the pixels are \(report.pixelFormat), not yuv420p"),
            problem(
                report.colour == "bt709/bt709/bt709/tv",
                "the colours are tagged \(report.colour), not bt709 throughout"
            ),
            problem(report.moovFirst, "the index stands after the media data"),
            problem(!report.editList, "the file has an edit list, which not all platforms follow"),
            problem(report.closedGOP, "pictures of one group need another"),
            problem(
                report.longestBlackSeconds < PictureFaults.blackSeconds,
                "the picture is black for \(seconds(report.longestBlackSeconds))"
            ),
            problem(
                report.longestFrozenSeconds <= PictureFaults.frozenSeconds,
                "the picture is frozen for \(seconds(report.longestFrozenSeconds))"
            ),
        ].compactMap { $0 }
    }

    private static func timing(_ report: DeliverableReport, _ kind: InspectionKind, _ pictures: Int) -> [String] {
        var found = [
            problem(
                report.constantFrameRate && abs(report.media.fps - Double(Frame.rate)) < 0.01,
                "the pictures do not come at a constant \(Frame.rate) per second"
            ),
            problem(
                report.longestGOPSeconds <= 1.001,
                "\(seconds(report.longestGOPSeconds)) pass without a key picture, more than one second"
            ),
        ]
        if case .deliverable(let expected, _, _, _) = kind {
            found.append(problem(pictures == expected, "the video has \(pictures) pictures, not \(expected)"))
        }
        return found.compactMap { $0 }
    }

    private static func sound(_ report: DeliverableReport, _ kind: InspectionKind, _ length: Double?) -> [String] {
        guard report.media.hasAudio else { return kind == .clip ? [] : ["the file has no sound"] }
        let start = report.audioStartOffset ?? 0
        var found = [
            problem(report.audioCodec == "aac", "the sound is \(report.audioCodec ?? "unknown"), not aac"),
            problem(report.audioProfile == "LC", "the sound's profile is \(report.audioProfile ?? "unknown"), not LC"),
            problem(
                report.audioSampleRate == Encoding.sampleRate && report.audioChannels == 2,
                "the sound is not 48 kHz stereo"
            ),
            problem(
                (-0.005...0.015).contains(start),
                "the sound starts \(milliseconds(start)) against the picture"
            ),
            problem(
                length.map { abs($0 - report.media.duration) <= 0.05 } ?? true,
                "the sound lasts \(seconds(length ?? 0)), the picture \(seconds(report.media.duration))"
            ),
        ]
        if kind != .clip {
            found += loudness(report)
        }
        if case .deliverable(_, _, let sound?, _) = kind, case .score = sound.source, report.lufs != nil {
            let silence = report.silentEndSeconds ?? 0
            found.append(
                problem(silence <= longestSilentEnd, "nothing is heard for the last \(seconds(silence))"))
        }
        return found.compactMap { $0 }
    }

    /// Seconds of silence at the end that a score may leave: music that is laid on a drop may end early.
    static let longestSilentEnd = 1.5

    private static func loudness(_ report: DeliverableReport) -> [String?] {
        guard let lufs = report.lufs, let peak = report.dbtp else { return ["the sound is silent"] }
        let wanted = LoudnessTreatment.target
        return [
            problem(
                abs(lufs - wanted) <= 0.5 || (report.loudnessLimited && lufs < wanted),
                "the loudness is \(tenths(lufs)) LUFS, not \(tenths(wanted))"
            ),
            problem(
                peak <= LoudnessTreatment.highestPeak + 0.005,
                "the true peak is \(tenths(peak)) dBTP, above \(tenths(LoudnessTreatment.highestPeak))"
            ),
        ]
    }

    private static func problem(_ isRight: Bool, _ sentence: @autoclosure () -> String) -> String? {
        isRight ? nil : sentence()
    }

    private static func tenths(_ value: Double) -> String {
        "\((value * 10).rounded() / 10)"
    }

    private static func seconds(_ value: Double) -> String {
        "\((value * 100).rounded() / 100) s"
    }

    private static func milliseconds(_ value: Double) -> String {
        "\(Int(exactly: (value * 1000).rounded()) ?? .max) ms"
    }
}
