import OdoriDomain
import OdoriPorts

/// Makes a job of a request: on the catalogue as it is now, with its cost estimated. Stores nothing.
struct JobDraft: Sendable {
    let view: CatalogueView
    let identifiers: any IdentifierSource
    let tariffs: Tariffs
    let folder: DropFolder

    /// A job, and the references that it brings along: those must be in the catalogue before it is.
    struct Draft: Sendable {
        var job: JobDocument
        var references: [ReferenceIntake.Entry]
    }

    /// - Throws: `RequestProblems` for references that cannot be danced to.
    func make(_ config: JobConfig, owner: OwnerID, now: Timestamp) async throws -> Draft {
        do {
            return try make(config, owner, try await view.known(to: owner, now: now, isFresh: false), now)
        } catch is RequestProblems {
            return try make(config, owner, try await view.known(to: owner, now: now, isFresh: true), now)
        }
    }

    private func make(
        _ config: JobConfig, _ owner: OwnerID, _ known: [ReferenceDocument], _ now: Timestamp
    ) throws -> Draft {
        let catalogue = known.filter(\.isUsable)
        let wishes = try ReferenceWishes(config, owner: owner, known: known, folder: folder)
        let requested = wishes.chosen
        guard !catalogue.isEmpty || !requested.isEmpty else {
            throw RequestProblems([.init("/reference_videos", "the catalogue is empty: add a reference first")])
        }
        var job = JobDocument(
            id: identifiers.jobID(), owner: owner, config: config, catalogue: catalogue.map(\.id),
            requestedReferences: requested, now: now)
        job.cost.estimatedUSD = MicroDollars.dollars(estimate(of: job, in: catalogue))
        return Draft(job: job, references: wishes.entries)
    }

    /// What the job will cost at most: on the references that `begin` will choose, and with the graph that it will pin.
    private func estimate(of job: JobDocument, in catalogue: [ReferenceDocument]) -> Int64 {
        guard tariffs != .free else { return 0 }
        let chosen = ReferencePicker.pick(
            job: job.jobID, requested: job.requestedReferences, catalogue: job.catalogue)
        let lengths = chosen.map { id in catalogue.first { $0.id == id }?.media?.duration }
        return JobEstimate.price(
            count: job.config.count, graph: .build(job.config.options), lengths: lengths,
            tariffs: tariffs.preferring(job.config.prefer))
    }
}
