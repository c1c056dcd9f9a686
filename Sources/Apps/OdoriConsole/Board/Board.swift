package import OdoriDomain

/// Draws a job's state as lines: pure, so that what people see is tested without a terminal.
package struct Board: Sendable {
    private let width: Int
    private let height: Int

    /// - Parameters:
    ///   - width: columns of the terminal; lines are laid out for it.
    ///   - height: rows of the terminal; the board shows as much detail as fits.
    package init(width: Int, height: Int) {
        self.width = max(20, width)
        self.height = max(4, height)
    }

    /// How much of each character is shown.
    private enum Detail: CaseIterable {
        case everyStage, stagesUnderWay, charactersOnly
    }

    /// The job at an instant; never more than `height - 1` lines.
    package func lines(for job: JobAnswer, now: Timestamp) -> [StyledLine] {
        let header = header(for: job, now: now)
        let room = height - 2
        for detail in Detail.allCases {
            let body = job.characters.flatMap { lines(for: $0, detail, now: now) }
            if body.count <= room { return [header] + body }
        }
        let shown = job.characters.prefix(room - 1).map { characterLine($0) }
        let rest = job.characters.count - shown.count
        return [header] + shown + [StyledLine("and \(rest) more", .quiet)]
    }

    private func header(for job: JobAnswer, now: Timestamp) -> StyledLine {
        let elapsed = (job.completedAt ?? now).duration(since: job.createdAt)
        let stage = job.status == .running ? job.progress.currentStage.map { " · \($0)" } ?? "" : ""
        return StyledLine("job \(job.jobID.prefix(8))", .strong)
            .adding(" · ")
            .adding(job.status.rawValue, job.status.tone)
            .adding("\(stage) · \(job.progress.percentComplete)% · \(ElapsedText.of(elapsed))")
    }

    private func lines(for run: RunAnswer, _ detail: Detail, now: Timestamp) -> [StyledLine] {
        let stages = run.orderedStages.filter { _, stage in
            switch detail {
            case .everyStage: true
            case .stagesUnderWay: stage.isUnderWay || stage.status == .failed
            case .charactersOnly: false
            }
        }
        return [characterLine(run)] + stages.map { stageLine($0.id, $0.stage, now: now) }
    }

    private static let nameWidth = 26

    private var nameWidth: Int {
        min(Self.nameWidth, width / 3)
    }

    private var barWidth: Int {
        max(4, min(40, width - nameWidth - 24))
    }

    private func characterLine(_ run: RunAnswer) -> StyledLine {
        let ended = run.stages.values.count { $0.status.isEnded }
        return StyledLine(run.title.fitted(to: nameWidth), .strong)
            .adding(" ")
            .addingBar(run.share, width: barWidth, tone: run.status.tone)
            .addingPercent(run.share)
            .adding("  \(ended)/\(run.stages.count) stages", .quiet)
    }

    private func stageLine(_ id: StageID, _ stage: StageAnswer, now: Timestamp) -> StyledLine {
        let share = stage.status.satisfiesDependents ? 1 : stage.progress ?? 0
        let tone = stage.status.tone
        let line = StyledLine("  \(stage.status.mark) ", tone)
            .adding(id.rawValue.fitted(to: nameWidth - 4), tone == .plain ? .quiet : .plain)
            .adding(" ")
            .addingBar(share, width: barWidth, tone: tone)
            .addingPercent(share)
            .adding("  \(stage.status.rawValue.fitted(to: 9))", tone)
        guard let startedAt = stage.startedAt else { return line }
        return line.adding(" \(ElapsedText.of((stage.completedAt ?? now).duration(since: startedAt)))", .quiet)
    }
}
