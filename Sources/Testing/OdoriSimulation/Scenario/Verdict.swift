package import OdoriDomain

/// What became of a schedule.
package struct Verdict: Sendable {
    package var seed: UInt64
    package var violations: [Violation]
    /// Equal for equal traces.
    package var hash: UInt64 = 0
    package var steps = 0
    package var lines: [String] = []
    package var status: JobStatus?
    /// How many orders reached the motion provider.
    package var submissions = 0

    /// A schedule that could not be played.
    init(seed: UInt64, error: any Error) {
        self.seed = seed
        violations = [Violation(promise: .everyJobEnds, what: "the schedule broke off: \(error)")]
    }

    init(of cast: Cast, status: JobStatus?) {
        seed = cast.schedule.seed
        violations = cast.chronicle.violations
        hash = cast.executor.hash
        steps = cast.executor.steps
        lines = cast.chronicle.lines
        self.status = status
        submissions = cast.book.arrivals.count
    }
}
