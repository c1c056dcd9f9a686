import OdoriDomain

/// Waits for references.
package struct Catalogue: Sendable {
    private let client: PipelineClient
    private let period: Duration

    package init(client: PipelineClient, period: Duration = .milliseconds(300)) {
        self.client = client
        self.period = period
    }

    /// Waits until a job can be ordered: enough references are known, drawn or being drawn.
    ///
    /// - Throws: `StackFailure` when there are too few within the limit.
    package func waitUntilUsable(atMost limit: Duration = .seconds(30)) async throws {
        let enough = try await poll(atMost: limit) { references in
            references.count { $0.status != .rejected } >= JobConfig.dancesPerRun ? true : nil
        }
        if enough == nil { throw StackFailure("The catalogue has no references after \(limit.components.seconds) s.") }
    }

    /// Tells how many references are ready whenever that changes, until none is on its way any more.
    package func follow(
        atMost limit: Duration = .seconds(600),
        progress: (_ ready: Int, _ known: Int) -> Void
    ) async throws {
        var last = -1
        _ = try await poll(atMost: limit) { references in
            let ready = references.count { $0.status == .ready }
            if last != ready { progress(ready, references.count) }
            last = ready
            return references.contains { $0.status == .ingesting } ? nil : true
        }
    }

    /// Looks at the catalogue until `found` is not nil; nil when that did not happen within the limit.
    private func poll<Result>(
        atMost limit: Duration,
        _ found: ([ReferenceAnswer]) -> Result?
    ) async throws -> Result? {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        while clock.now < deadline {
            if let result = found(try await client.references().value.references) { return result }
            try await clock.sleep(for: period)
        }
        return nil
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
