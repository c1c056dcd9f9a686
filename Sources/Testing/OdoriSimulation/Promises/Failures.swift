import OdoriDomain

/// A stage fails only for a reason that really was there.
struct Failures {
    let cast: Cast
    let end: End

    func judge() {
        for run in end.runs {
            guard let engine = end.engine(of: run) else { continue }
            for (stage, record) in engine.stages where record.status == .failed {
                guard let code = record.error?.code else {
                    broken("\(stage) failed and does not say why")
                    continue
                }
                let limit = run.graph.node(stage)?.attemptLimit ?? 1
                if !isExplained(code, stage, record, limit: limit, needing: run.references) {
                    broken("\(stage) of run \(run.slot.name) failed: \(code), \(record.error?.message ?? "")")
                }
            }
        }
    }

    private func isExplained(
        _ code: String, _ stage: StageID, _ record: StageRecord, limit: Int, needing references: [ReferenceID]
    ) -> Bool {
        let schedule = cast.schedule
        switch code {
        case "content_policy": return record.operation.map { cast.book.refused.contains($0.key) } ?? false
        case "provider_failed": return fate(of: record) == .fails
        case "operation_lost": return fate(of: record) == .isForgotten
        case "budget_exceeded": return schedule.order.maxCostUSD != nil
        case "ambiguous_operation":
            return !schedule.isCalm && (!schedule.motion.canLookUp || schedule.moods.callPrice > 0)
        case "unsupported_version": return schedule.order.graph == .stranger && StageKind(stage) == nil
        case "worker_crashed": return !schedule.isCalm && record.crashes + 1 >= StageRecord.crashLimit
        case "checkpoint_lost": return schedule.losesObjects
        case "no_name_left": return false
        case "reference_rejected": return references.contains(where: hasFailed)
        default: return !schedule.isCalm && record.attempts + 1 >= limit
        }
    }

    /// A step of the reference's own failed, for a reason that was there.
    private func hasFailed(_ reference: ReferenceID) -> Bool {
        let engine = end.engines.first { $0.subject == .reference(reference) }?.engine
        return StageGraph.reference.nodes.contains { node in
            guard let record = engine?.stages[node.id], record.status == .failed, let code = record.error?.code else {
                return false
            }
            return isExplained(code, node.id, record, limit: node.attemptLimit, needing: [])
        }
    }

    /// By the provider's id: an ambiguous order that was placed once more has two under its key.
    private func fate(of record: StageRecord) -> MotionBook.Fate? {
        cast.book.entries.first { $0.id == record.operation?.id }?.fate
    }

    private func broken(_ what: @autoclosure () -> String) {
        cast.chronicle.violation(.failuresAreExplained, what())
    }
}
