import OdoriDomain

/// A job's story as a time line: what happened when, how long it took, and what it cost.
package struct Story: Sendable {
    private let answer: StoryAnswer

    package init(_ answer: StoryAnswer) {
        self.answer = answer
    }

    /// Lines for people. Times are counted from the job's acceptance.
    package var lines: [String] {
        [head] + table.lines + waits + [end]
    }

    private struct Entry {
        var begin: Timestamp
        var slot: Int
        var stage: StageID
        var what: StoryAnswer.Stage
    }

    private var head: String {
        let names = (answer.characters ?? []).map { "\($0.slot) \($0.name ?? "unnamed"), \($0.status.rawValue)" }
        let who = names.isEmpty ? "no character yet" : names.joined(separator: "; ")
        return "\(answer.jobID) accepted \(answer.createdAt.rfc3339): \(who)"
    }

    private var table: Table {
        var table = Table(
            ["at", "slot", "stage", "took", "outcome", "attempts", "cost", "who"], rightAligned: [0, 1, 3, 5, 6])
        for entry in entries {
            let orders = orders(entry.slot, entry.stage)
            table.add([
                at(entry.begin), "\(entry.slot)", entry.stage.rawValue, took(entry.what), outcome(entry.what),
                entry.what.attempts.map { $0 > 0 ? "\($0)" : "" } ?? "",
                orders.isEmpty ? "" : dollars(orders.reduce(0) { $0 + $1.priceUSD }),
                orders.map(who).joined(separator: ", "),
            ])
        }
        return table
    }

    /// By the instant at which each began; those that never did are left out.
    private var entries: [Entry] {
        let all = (answer.characters ?? []).flatMap { character in
            character.stages.compactMap { stage, what in
                what.startedAt.map { Entry(begin: $0, slot: character.slot, stage: stage, what: what) }
            }
        }
        return all.sorted { ($0.begin, $0.slot, $0.stage.rawValue) < ($1.begin, $1.slot, $1.stage.rawValue) }
    }

    /// What is waited for, in whole sentences.
    private var waits: [String] {
        entries.compactMap { entry in
            guard entry.what.status == .waiting, let error = entry.what.error else { return nil }
            return "\(entry.slot) \(entry.stage.rawValue) waits: \(error.message)"
        }
    }

    private var end: String {
        let money = "spent \(dollars(answer.cost.spentUSD))"
        let open = answer.cost.reservedUSD > 0 ? ", \(dollars(answer.cost.reservedUSD)) still reserved" : ""
        let when = answer.completedAt.map { " after \(ElapsedText.of($0.duration(since: answer.createdAt)))" } ?? ""
        return "\(answer.status.rawValue)\(when), \(money)\(open)"
    }

    private func orders(_ slot: Int, _ stage: StageID) -> [StoryAnswer.Operation] {
        (answer.operations ?? []).filter { $0.slot == slot && $0.stage == stage }
    }

    private func who(_ order: StoryAnswer.Operation) -> String {
        let name = [order.provider, order.providerID].compactMap(\.self).joined(separator: " ")
        return order.state == "succeeded" ? name : "\(name) (\(order.state))"
    }

    private func at(_ instant: Timestamp) -> String {
        "+" + ElapsedText.of(instant.duration(since: answer.createdAt))
    }

    private func took(_ stage: StoryAnswer.Stage) -> String {
        guard let begin = stage.startedAt, let end = stage.completedAt else { return "" }
        return "\((max(0, end.duration(since: begin).inSeconds) * 10).rounded() / 10) s"
    }

    private func outcome(_ stage: StoryAnswer.Stage) -> String {
        guard let error = stage.error, stage.status != .completed else { return stage.status.rawValue }
        return "\(stage.status.rawValue): \(error.code)"
    }

    private func dollars(_ amount: Double) -> String {
        let cents = (amount * 10_000).rounded()
        let whole = Int(cents) / 10_000
        let fraction = String(Int(cents) % 10_000 + 10_000).dropFirst()
        return "$\(whole).\(fraction)"
    }
}
