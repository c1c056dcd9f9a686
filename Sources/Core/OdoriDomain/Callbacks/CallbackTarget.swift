/// What an address that we hand to a provider stands for: one generation of one stage of one run.
///
/// Its text, `{job}.{slot}.{stage}.g{generation}`, is what the token of such an address begins with.
package struct CallbackTarget: Sendable, Hashable, CustomStringConvertible {
    package var run: RunID
    package var stage: StageID
    package var generation: Int

    package init(run: RunID, stage: StageID, generation: Int) {
        self.run = run
        self.stage = stage
        self.generation = generation
    }

    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let job = JobID(rawValue: parts[0]), let slot = Int(parts[1]),
            (0...9999).contains(slot),
            parts[3].hasPrefix("g"), let generation = Int(parts[3].dropFirst()), generation >= 0
        else { return nil }
        self.init(
            run: RunID(job: job, slot: Slot(slot)), stage: StageID(rawValue: parts[2]), generation: generation)
        guard description == text else { return nil }
    }

    package var description: String { "\(run.job).\(run.slot.name).\(stage).g\(generation)" }
}
