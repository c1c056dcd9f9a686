import OdoriDomain

/// The order in which stages are shown: that of a full graph. A stage that this build does not know stands last.
enum StageOrder {
    private static let positions = Dictionary(
        uniqueKeysWithValues: StageGraph.build(JobOptions()).nodes.enumerated().map { ($1.id, $0) }
    )

    static func sorted(_ stages: some Sequence<StageID>) -> [StageID] {
        stages.sorted { (positions[$0] ?? .max, $0) < (positions[$1] ?? .max, $1) }
    }
}

extension RunAnswer {
    var orderedStages: [(id: StageID, stage: StageAnswer)] {
        StageOrder.sorted(stages.keys).compactMap { id in stages[id].map { (id, $0) } }
    }

    /// 0–1: the share of stages that have ended, counting what those under way tell of themselves.
    var share: Double {
        if status.isEnded { return 1 }
        let done = stages.values.reduce(0.0) { sum, stage in
            sum + (stage.status.isEnded ? 1 : stage.isUnderWay ? stage.progress ?? 0 : 0)
        }
        return done / Double(max(1, stages.count))
    }

    /// The character's name, once it has one.
    var title: String {
        name ?? "character \(slot + 1)"
    }
}
