import OdoriDomain
import OdoriPorts
import SystemPackage

/// `soundtracks`: the deliverable with the score alone, and with the reference's own sound; video packets copied.
struct SoundtrackStage: Sendable {
    let context: RunContext

    func run() async throws -> StageOutcome {
        let reference = try await context.reference(0)
        let plan = try context.facts(of: .master, as: EditPlan.self)
        let video = try await context.local(.master)
        var outputs = StageOutputs()
        let score = try await context.score(for: plan, reference.analysis)
        try await add(.kpopSoundtrack, .score(score), video, plan, to: &outputs)
        if reference.media.hasAudio {
            let from = Frame.seconds(at: plan.referenceStart)
            let original = try await context.local(videoOf: reference)
            try await add(.origSoundtrack, .original(original, from: from), video, plan, to: &outputs)
        } else {
            let reason = [DeliverableKind.origSoundtrack.rawValue: "the reference has no sound"]
            outputs.facts = try StageFacts(reason)
        }
        outputs.assets[StageOutputs.main] = outputs.assets[DeliverableKind.kpopSoundtrack.rawValue]
        return .finished(outputs)
    }

    private func add(
        _ kind: DeliverableKind, _ sound: SoundtrackOrder.Sound, _ video: FilePath, _ plan: EditPlan,
        to outputs: inout StageOutputs
    ) async throws {
        let role = kind.rawValue
        let file = context.scratch("\(role).mp4")
        let order = SoundtrackOrder(video: video, sound: sound, duration: Frame.seconds(at: plan.length))
        let made = try await context.services.media.soundtrack(order, into: file)
        try await context.sign(kind, file, order)
        var report = try await context.services.media.inspect(
            file,
            as: .deliverable(
                expectedPictures: plan.length, loudnessLimited: made.loudnessLimited, sound: ExpectedSound(sound)))
        report.loudnessLimited = made.loudnessLimited
        report.lowConfidence = plan.lowConfidence
        try context.require(report, role)
        outputs.assets[role] = try await context.store(file, role: role, suffix: "mp4", type: "video/mp4")
        outputs.assets[Self.report(kind)] = try await context.store(report, role: Self.report(kind))
    }

    /// The role of a version's report.
    static func report(_ kind: DeliverableKind) -> String {
        "\(kind.rawValue)_report"
    }
}
