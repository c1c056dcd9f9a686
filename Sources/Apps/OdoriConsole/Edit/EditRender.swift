import OdoriDomain
import OdoriPorts
import SystemPackage

/// Renders and measures an edit's files.
struct EditRender: Sendable {
    let session: EditSession
    let order: EditOrder
    let look: EditLook
    let timing: EditTiming
    let told: @Sendable (EditNews) -> Void

    private var media: any MediaComposer { session.media }

    /// A version without stickers, with the reference's sound.
    func remix(_ name: String, _ plan: EditPlan) async throws -> EditSummary.File {
        let file = order.out.appending(name)
        let files = look.files(of: plan)
        let render = RemixOrder(plan: plan, clips: files, foreign: Set(files.keys), sound: ownSound)
        try await media.remix(render, into: file) { told(.progress(name, $0)) }
        return .init(.remix, name, try await media.inspect(file, as: .clip))
    }

    /// The deliverable, its versions, and the pictures that show what was made.
    func deliver(_ plan: EditPlan, into summary: inout EditSummary) async throws {
        let kind = order.stickers == nil ? DeliverableKind.clean : .watermarked
        let name = "\(kind.rawValue).mp4"
        let file = order.out.appending(name)
        let score = score(plan)
        let files = look.files(of: plan)
        var master = MasterOrder(
            plan: plan, clips: files, foreign: Set(files.keys), stickers: order.stickers, score: score,
            impacts: order.impacts, logo: order.logo, caption: order.caption)
        let remix = "remix_full.mp4"
        if order.remix { master.bare = .init(file: order.out.appending(remix), sound: ownSound) }
        let sound = try await media.master(master, into: file) { told(.progress(name, $0)) }
        if let bare = master.bare {
            summary.files.insert(.init(.remix, remix, try await media.inspect(bare.file, as: .clip)), at: 0)
        }
        let drop = timing.drop - Frame.seconds(at: plan.referenceStart)
        let stills = StillsOrder(
            at: Frame.seconds(at: plan.length) * 0.6, poster: order.out.appending("poster.png"),
            contactSheet: order.out.appending("contact_sheet.png"))
        let report = try await inspect(file, plan, sound, .init(.score(score), drop: drop), stills: stills)
        summary.files.append(.init(.deliverable, name, report))
        if order.soundtracks { try await versions(of: file, report, plan, score, into: &summary) }
        try await illustrate(file, plan, stills, into: &summary)
    }

    private var ownSound: FilePath? { look.motion.facts.hasAudio ? look.motion.file : nil }

    private func score(_ plan: EditPlan) -> ScorePlacement {
        let start = Frame.seconds(at: plan.referenceStart)
        return ScorePlacement(
            file: order.music ?? look.motion.file, offset: timing.offset - start, repeats: timing.repeats)
    }

    private func versions(
        of video: FilePath, _ known: DeliverableReport, _ plan: EditPlan, _ score: ScorePlacement,
        into summary: inout EditSummary
    ) async throws {
        let from = Frame.seconds(at: plan.referenceStart)
        var sounds: [(DeliverableKind, SoundtrackOrder.Sound)] = []
        if order.music != nil { sounds.append((.kpopSoundtrack, .score(score))) }
        if let ownSound { sounds.append((.origSoundtrack, .original(ownSound, from: from))) }
        for (kind, sound) in sounds {
            let name = "\(kind.rawValue).mp4"
            let file = order.out.appending(name)
            told(.progress(name, 0))
            let version = SoundtrackOrder(
                video: video, sound: sound, duration: Frame.seconds(at: plan.length))
            let made = try await media.soundtrack(version, into: file)
            let report = try await inspect(file, plan, made, .init(sound), like: known)
            summary.files.append(.init(.deliverable, name, report))
            told(.progress(name, 1))
        }
    }

    private func illustrate(
        _ video: FilePath, _ plan: EditPlan, _ stills: StillsOrder, into summary: inout EditSummary
    ) async throws {
        summary.files += [.init(.poster, "poster.png", nil), .init(.contactSheet, "contact_sheet.png", nil)]
        let timeline = "timeline.png"
        let marks = TimelineMarks(
            seconds: Frame.seconds(at: plan.length), beats: summary.beats.times, cuts: plan.cuts.map(Frame.seconds),
            drop: timing.drop - Frame.seconds(at: plan.referenceStart))
        try await session.illustrator.timeline(
            of: video, contactSheet: stills.contactSheet, marks: marks, into: order.out.appending(timeline))
        summary.files.append(.init(.timeline, timeline, nil))
        if order.preview {
            try await session.illustrator.preview(of: video, into: order.out.appending("preview.webp"))
            summary.files.append(.init(.preview, "preview.webp", nil))
        }
    }

    private func inspect(
        _ file: FilePath, _ plan: EditPlan, _ sound: MasterSound, _ expected: ExpectedSound,
        like known: DeliverableReport? = nil, stills: StillsOrder? = nil
    ) async throws -> DeliverableReport {
        let kind = InspectionKind.deliverable(
            expectedPictures: plan.length, loudnessLimited: sound.loudnessLimited, sound: expected,
            pictures: known)
        var report = try await media.inspect(file, as: kind, stills: stills)
        report.lowConfidence = plan.lowConfidence || !timing.isDropSure
        return report
    }
}
