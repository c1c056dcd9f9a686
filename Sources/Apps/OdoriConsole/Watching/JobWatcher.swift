import Foundation
import OdoriDomain

/// Follows a job to its end and shows it live.
package struct JobWatcher: Sendable {
    private let client: PipelineClient
    private let screen: Screen
    private let period: Duration
    private let patience: Duration

    /// - Parameters:
    ///   - period: the time between two looks.
    ///   - patience: how long the API may be away before the watcher gives up.
    package init(
        client: PipelineClient,
        screen: Screen,
        period: Duration = .milliseconds(500),
        patience: Duration = .seconds(60)
    ) {
        self.client = client
        self.screen = screen
        self.period = period
        self.patience = patience
    }

    /// Looks until the job has ended, and returns its last state.
    ///
    /// - Parameter silently: shows nothing, for callers that print the answer themselves.
    /// - Throws: `ClientProblem`, also when the API stays away for longer than the watcher's patience.
    package func follow(_ job: String, silently: Bool = false) async throws -> PipelineClient.Answer<JobAnswer> {
        let clock = ContinuousClock()
        var changes = StageChanges()
        var lastHeard = clock.now
        while true {
            do {
                let answer = try await client.status(of: job)
                lastHeard = clock.now
                if !silently { show(answer.value, &changes) }
                if answer.value.status.isEnded {
                    screen.settle()
                    return answer
                }
            } catch let problem as ClientProblem where problem.isPassing && clock.now - lastHeard < patience {
                // The API may be on its way back: the job goes on without it.
            }
            try await clock.sleep(for: period)
        }
    }

    private func show(_ job: JobAnswer, _ changes: inout StageChanges) {
        let now = Timestamp(Date())
        if screen.isInteractive {
            let size = Terminal.size
            screen.show(Board(width: size.width, height: size.height).lines(for: job, now: now), width: size.width)
        } else {
            changes.lines(for: job, now: now).forEach { screen.print($0) }
        }
    }
}
