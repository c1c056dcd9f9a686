import OdoriDomain
import OdoriPorts

/// Makes a job of a request: on the catalogue as it is now, with its cost estimated. Stores nothing.
struct JobDraft: Sendable {
    let view: CatalogueView
    let identifiers: any IdentifierSource
    let tariffs: Tariffs

    /// - Throws: `RequestProblems` for references that cannot be danced to.
    func make(_ config: JobConfig, owner: OwnerID, now: Timestamp) async throws -> JobDocument {
        var catalogue = try await view.usable(by: owner, now: now, isFresh: false)
        let requested: [ReferenceID]
        do {
            requested = try Self.resolve(config.referenceVideos, in: catalogue)
        } catch {
            catalogue = try await view.usable(by: owner, now: now, isFresh: true)
            requested = try Self.resolve(config.referenceVideos, in: catalogue)
        }
        var job = JobDocument(
            id: identifiers.jobID(), owner: owner, config: config, catalogue: catalogue.map(\.id),
            requestedReferences: requested, now: now)
        job.cost.estimatedUSD = MicroDollars.dollars(estimate(of: job, in: catalogue))
        return job
    }

    /// What the job will cost at most: on the references that `begin` will choose, and with the graph that it will pin.
    private func estimate(of job: JobDocument, in catalogue: [ReferenceDocument]) -> Int64 {
        guard tariffs != .free else { return 0 }
        let chosen = ReferencePicker.pick(
            job: job.jobID, requested: job.requestedReferences, catalogue: job.catalogue)
        let lengths = chosen.map { id in catalogue.first { $0.id == id }?.media?.duration }
        return JobEstimate.price(
            count: job.config.count, graph: .build(job.config.options), lengths: lengths, tariffs: tariffs)
    }

    private static func resolve(
        _ wanted: [String], in catalogue: [ReferenceDocument]
    ) throws(RequestProblems) -> [ReferenceID] {
        guard !catalogue.isEmpty else {
            throw RequestProblems([.init("/reference_videos", "the catalogue is empty: add a reference first")])
        }
        var problems: [RequestProblems.Problem] = []
        var found: [ReferenceID] = []
        for (index, text) in wanted.enumerated() {
            if let match = catalogue.first(where: { $0.id.rawValue == text || $0.fileName == text }) {
                found.append(match.id)
            } else if text.contains("://") {
                let detail = "references are added by upload; this version fetches no URLs"
                problems.append(.init("/reference_videos/\(index)", detail))
            } else {
                problems.append(.init("/reference_videos/\(index)", "no usable reference has this id or file name"))
            }
        }
        guard problems.isEmpty else { throw RequestProblems(problems) }
        return found
    }
}
