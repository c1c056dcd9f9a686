import OdoriDomain
import OdoriPorts

/// `remix`: the beat-matched cuts, each with the reference's sound.
struct RemixStage: Sendable {
    let context: RunContext

    func run() async throws -> StageOutcome {
        let reference = try await context.reference(0)
        let sound = reference.media.hasAudio ? try await context.local(videoOf: reference) : nil
        let kinds: [RemixKind] = context.job.config.options.generateVariants ? RemixKind.allCases : [.full]
        var outputs = StageOutputs()
        for (index, kind) in kinds.enumerated() {
            let plan = try context.plan(kind, on: reference.analysis)
            let order = RemixOrder(plan: plan, clips: try await context.clips(for: plan), sound: sound)
            let file = context.scratch("remix_\(kind.rawValue).mp4")
            try await context.services.media.remix(order, into: file) { part in
                context.report(progress: (Double(index) + part) / Double(kinds.count))
            }
            try await context.sign(remix: file, kind, of: order.clips)
            try context.require(await context.services.media.inspect(file, as: .clip), "remix \(kind.rawValue)")
            outputs.assets[kind.rawValue] = try await context.store(
                file, role: kind.rawValue, suffix: "mp4", type: "video/mp4")
        }
        outputs.assets[StageOutputs.main] = outputs.assets[RemixKind.full.rawValue]
        return .finished(outputs)
    }
}
