import OdoriDomain
import OdoriPorts
import SystemPackage

extension RunContext {
    /// The plan of one cut.
    func plan(_ kind: RemixKind, on analysis: DanceAnalysis) throws -> EditPlan {
        let order = EditPlan.order(kind, variants: job.config.options.generateVariants)
        let dances = try order.map { (stage: $0, facts: try facts(of: $0, as: DanceFacts.self)) }
        var plan = try EditPlan.make(
            clips: dances.map { $0.facts.clip($0.stage) }, analysis: analysis,
            transition: job.config.transition ?? .standard)
        if !dances.allSatisfy(\.facts.isPlaced) { plan.lowConfidence = true }
        return plan
    }

    /// The dances that a plan shows, brought into the scratch directory.
    func clips(for plan: EditPlan) async throws -> [StageID: FilePath] {
        var files: [StageID: FilePath] = [:]
        for stage in Set(plan.segments.map(\.clip)).sorted() { files[stage] = try await local(stage) }
        return files
    }

    /// - Throws: `unverified_output` (transient: the render may have been hurt) with everything that is wrong.
    func require(_ report: DeliverableReport, _ what: String) throws(OdoriError) {
        guard report.problems.isEmpty else {
            let problems = report.problems.joined(separator: "; ")
            throw OdoriError(.unverifiedOutput, "\(what) fails its own report: \(problems)", .transient)
        }
    }
}
