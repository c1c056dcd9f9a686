import Logging
import OdoriDomain
import OdoriJobs

/// Ends what a document that cannot be read belongs to; trying again would not make it readable.
struct UnreadableDocument: Sendable {
    let services: PipelineServices

    /// Records what cannot be ended, since its job's document cannot be read either or is gone, and leaves it.
    ///
    /// - Parameter stage: fails, if it is a run that ends.
    func end(_ subject: Subject, at stage: StageID, because reason: OdoriError) async throws {
        do {
            if case .run(let run) = subject,
                try await CorruptRun(services: services, run: run).end(stage, because: reason)
            {
                return
            }
            if let job = subject.job { try await CorruptJob(services: services, job: job).end(because: reason) }
        } catch let error as OdoriError where error.code == .documentCorrupt {
            services.logger.error("what cannot be read is left", metadata: ["error": "\(error)"])
        } catch let missing as MissingDocument {
            services.logger.error("what cannot be read is left", metadata: ["missing": "\(missing.key)"])
        }
    }
}
