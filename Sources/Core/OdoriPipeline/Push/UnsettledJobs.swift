import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Finds running jobs whose runs have all ended although nobody is about to settle them.
///
/// The end of a run asks for `settle` in the same commit, so there should be none; a document mended by hand may make one.
struct UnsettledJobs: Sendable {
    let services: PipelineServices
    private static let pageSize = 100

    func settle(quietSince cutoff: Timestamp) async throws {
        var cursor: String?
        repeat {
            let page = try await services.store.query(
                DocumentQuery(
                    .collection(Collection.jobs),
                    where: [.equal("status", JobStatus.running.rawValue), .atMost("updated_at", cutoff)],
                    order: .init("updated_at"), after: cursor, limit: Self.pageSize))
            for document in page.documents { try await settle(document) }
            cursor = page.cursor
        } while cursor != nil
    }

    private func settle(_ document: Document) async throws {
        do {
            let job = try Tracked<JobDocument>(document).value
            let now = services.clock.now
            let id = JobState.ID(job.jobID, runs: job.config.count)
            let steps = try await services.transactor.update(JobState.self, id) { state -> EngineDocument? in
                guard state.job.status == .running, state.steps.stages[.settle]?.dueAt == nil,
                    state.runs.count == state.job.config.count, state.runs.allSatisfy(\.status.isEnded)
                else { return nil }
                state.steps.requestSettle(now: now)
                return state.steps
            }
            guard let steps else { return }
            try await services.dispatcher.enqueueOwed(of: .job(job.jobID), in: steps, graph: .job)
        } catch let error as OdoriError where error.code == .documentCorrupt {
            services.logger.error("a running job cannot be read", metadata: ["error": "\(error)"])
        } catch let newer as NewerFormat {
            services.logger.notice("a running job is left to a newer build", metadata: ["job": "\(newer.key)"])
        }
    }
}
