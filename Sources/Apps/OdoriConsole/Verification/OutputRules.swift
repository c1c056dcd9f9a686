import OdoriDomain

/// What every output must be. Pure: facts in, problems out.
enum OutputRules {
    private static let lufs = -14.5 ... -13.5
    private static let highestPeak = -1.0

    /// What is wrong with one file, a sentence each.
    ///
    /// - Parameter loudnessLimited: the file's own report says that it could not be made as loud as asked.
    static func problems(of output: Output, _ facts: FileFacts, loudnessLimited: Bool) -> [String] {
        var rules = Rules()
        rules.expect(facts.bytes > 0, "is empty")
        if output.kind != .contactSheet {
            let (width, height) = (facts.width ?? 0, facts.height ?? 0)
            rules.expect((width, height) == (1080, 1920), "is \(width)×\(height), not 1080×1920")
        } else {
            rules.expect((facts.width ?? 0) > 0 && (facts.height ?? 0) > 0, "is no picture")
        }
        if output.kind.isVideo { video(facts, &rules) }
        if output.kind == .remix || output.kind == .deliverable {
            rules.expect(facts.audioCodec != nil, "has no sound")
        }
        if output.kind == .deliverable { loudness(facts, loudnessLimited, &rules) }
        return rules.broken.map { "\(output.title) \($0)" }
    }

    private static func video(_ facts: FileFacts, _ rules: inout Rules) {
        rules.expect(facts.fps == 30, "has \(facts.fps ?? 0) pictures a second, not 30")
        rules.expect(facts.codec == "h264", "is \(facts.codec ?? "nothing"), not h264")
        rules.expect(facts.profile == "High", "has H.264 profile \(facts.profile ?? "none"), not High")
        rules.expect(facts.pixelFormat == "yuv420p", "has pixels \(facts.pixelFormat ?? "none"), not yuv420p")
        rules.expect((facts.duration ?? 0) > 1, "lasts \(facts.duration ?? 0) s")
        rules.expect(
            facts.audioCodec == nil || facts.audioCodec == "aac",
            "has \(facts.audioCodec ?? "") sound, not aac"
        )
    }

    private static func loudness(_ facts: FileFacts, _ limited: Bool, _ rules: inout Rules) {
        guard let lufs = facts.lufs, let peak = facts.dbtp else {
            rules.expect(false, "is silent")
            return
        }
        let loudEnough = limited ? lufs <= Self.lufs.upperBound : Self.lufs.contains(lufs)
        rules.expect(loudEnough, "is at \(lufs) LUFS, not −14 ± 0.5")
        rules.expect(peak <= highestPeak, "peaks at \(peak) dBTP, above −1")
    }

    /// The deliverables of one character must be the same pictures under different sound.
    static func samePackets(_ files: [VerifiedFile]) -> [String] {
        let digests = Set(files.filter { $0.output.kind == .deliverable }.map(\.facts.videoPackets))
        return digests.count <= 1 ? [] : ["the deliverables do not share their video packets"]
    }

    private struct Rules {
        var broken: [String] = []

        mutating func expect(_ holds: Bool, _ otherwise: @autoclosure () -> String) {
            if !holds { broken.append(otherwise()) }
        }
    }
}
