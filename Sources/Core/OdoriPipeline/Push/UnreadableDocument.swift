import OdoriDomain

/// Ends what a document that cannot be read belongs to; trying again would not make it readable.
struct UnreadableDocument: Sendable {
    let services: PipelineServices

    /// - Parameter stage: fails, if it is a run that ends.
    func end(_ subject: Subject, at stage: StageID, because reason: OdoriError) async throws {
        if case .run(let run) = subject,
            try await CorruptRun(services: services, run: run).end(stage, because: reason)
        {
            return
        }
        if let job = subject.job { try await CorruptJob(services: services, job: job).end(because: reason) }
    }
}
