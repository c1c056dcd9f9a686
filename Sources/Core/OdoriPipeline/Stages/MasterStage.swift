import Foundation
import OdoriDomain
import OdoriPorts
import SystemPackage

/// `master`: the deliverable in one encode from the dances themselves, with its report, poster and contact sheet.
struct MasterStage: Sendable {
    static let poster = "poster"
    static let contactSheet = "contact_sheet"
    static let report = "report"
    let context: RunContext

    func run() async throws -> StageOutcome {
        let media = context.services.media
        let reference = try await context.reference(0)
        let plan = try context.plan(.full, on: reference.analysis)
        let file = context.scratch("master.mp4")
        let order = try await order(plan, reference.analysis)
        let sound = try await media.master(order, into: file) { context.report(progress: $0 * 0.8) }
        try await context.sign(master: file, order)
        let drop = reference.analysis.drop - Frame.seconds(at: plan.referenceStart)
        let stills = stills(of: plan)
        var report = try await media.inspect(
            file,
            as: .deliverable(
                expectedPictures: plan.length, loudnessLimited: sound.loudnessLimited,
                sound: ExpectedSound(.score(order.score), drop: drop)),
            stills: stills)
        report.loudnessLimited = sound.loudnessLimited
        report.lowConfidence = try plan.lowConfidence || !reference.analysis.isDropSure || !context.isScoresDropSure
        try context.require(report, "the deliverable")
        context.report(progress: 0.9)
        var outputs = StageOutputs(facts: try StageFacts(plan))
        outputs.assets[StageOutputs.main] = try await context.store(file, suffix: "mp4", type: "video/mp4")
        outputs.assets[Self.report] = try await context.store(report, role: Self.report)
        try await add(stills, to: &outputs)
        return .finished(outputs)
    }

    private func order(_ plan: EditPlan, _ analysis: DanceAnalysis) async throws -> MasterOrder {
        let score = try await context.score(for: plan, analysis)
        var stickers: MasterOrder.Stickers?
        if context.job.config.options.applyWatermark {
            stickers = .init(
                chibi: try await context.local(.stickers, role: StickerStage.chibi),
                name: try await context.local(.stickers, role: StickerStage.name))
        }
        let clips = try await context.clips(for: plan)
        return MasterOrder(
            plan: plan, clips: clips, stickers: stickers, score: score, impacts: true,
            logo: stickers == nil ? nil : context.services.settings.logo,
            caption: context.job.config.caption == .name ? try context.concept().name : nil)
    }

    /// The poster shows the drop's first second, where the dance is at its fullest.
    private func stills(of plan: EditPlan) -> StillsOrder {
        StillsOrder(
            at: Frame.seconds(at: plan.length) * 0.6, poster: context.scratch("poster.png"),
            contactSheet: context.scratch("contact_sheet.png"))
    }

    private func add(_ stills: StillsOrder, to outputs: inout StageOutputs) async throws {
        try PictureCheck.require(stills.poster, width: Frame.width, height: Frame.height)
        outputs.assets[Self.poster] = try await context.store(
            stills.poster, role: Self.poster, suffix: "png", type: "image/png")
        outputs.assets[Self.contactSheet] = try await context.store(
            stills.contactSheet, role: Self.contactSheet, suffix: "png", type: "image/png")
    }
}

extension RunContext {
    /// The score, its drop laid on the dance's.
    func score(for plan: EditPlan, _ analysis: DanceAnalysis) async throws -> ScorePlacement {
        let composition = try facts(of: .music, as: Composition.self)
        return ScorePlacement(file: try await local(.music), drop: composition.drop, onto: analysis, of: plan)
    }

    /// Where the score's drop is was composed, or heard beyond doubt.
    var isScoresDropSure: Bool {
        get throws {
            let heard = try facts(of: .music, as: Composition.self).dropConfidence
            return heard.map { $0 >= DanceAnalysis.believed } ?? true
        }
    }

    /// Stores a deliverable's report beside it.
    func store(_ report: DeliverableReport, role: String) async throws -> StoredAsset {
        let file = scratch("\(role).json")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(report).write(to: URL(filePath: file.string))
        return try await store(file, role: role, suffix: "json", type: "application/json")
    }
}
