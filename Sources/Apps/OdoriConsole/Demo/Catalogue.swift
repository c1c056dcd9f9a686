import OdoriDomain

/// Waits for references.
package struct Catalogue: Sendable {
    private let client: PipelineClient
    private let period: Duration

    package init(client: PipelineClient, period: Duration = .milliseconds(300)) {
        self.client = client
        self.period = period
    }

    /// Waits until the references that come with the project can be danced to: they are drawn on first use.
    ///
    /// - Parameter progress: told how many are ready of how many known, whenever that changes.
    /// - Throws: `StackFailure` when they are not ready within the limit.
    package func waitUntilUsable(
        atMost limit: Duration = .seconds(240),
        progress: (_ ready: Int, _ known: Int) -> Void
    ) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        var last = (-1, -1)
        while clock.now < deadline {
            let references = try await client.references().value.references
            let ready = references.count { $0.status == .ready }
            let pending = references.count { $0.status == .ingesting }
            if last != (ready, references.count) {
                last = (ready, references.count)
                progress(ready, references.count)
            }
            if ready >= JobConfig.dancesPerRun && pending == 0 { return }
            try await clock.sleep(for: period)
        }
        throw StackFailure("The catalogue's references were not ready within \(limit.components.seconds) s.")
    }

    /// Waits until a reference is ready or rejected.
    package func waitUntilSettled(_ id: String, atMost limit: Duration = .seconds(300)) async throws -> ReferenceAnswer
    {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        while clock.now < deadline {
            let reference = try await client.reference(id).value
            if reference.status != .ingesting { return reference }
            try await clock.sleep(for: period)
        }
        throw ClientProblem("Reference \(id) is still being looked at; ask again with `odori references list`.")
    }
}
