import Hummingbird
import Logging
import OdoriDomain
import OdoriHTTP
import OdoriJobs
import OdoriPorts

/// The catalogue of references: list, look, add.
struct ReferenceRoutes: Sendable {
    private let services: APIServices
    private let references: ReferenceRepository
    private let intake: UploadIntake
    private let catalogue: ReferenceIntake
    private let removal: ReferenceRemoval

    init(services: APIServices) {
        self.services = services
        references = ReferenceRepository(store: services.store)
        intake = UploadIntake(services: services)
        catalogue = ReferenceIntake(store: services.store, queue: services.queue, clock: services.clock)
        removal = ReferenceRemoval(
            store: services.store, objects: services.objects, clock: services.clock,
            names: ObjectNames(prefix: services.settings.objectPrefix))
    }

    func add(to group: RouterGroup<OwnedContext>) {
        group.get("references", use: list)
        group.post("references", use: add)
        group.get("references/:id", use: find)
        group.refuseOthers("references", than: .get, .post)
        group.delete("references/:id", use: remove)
        group.refuseOthers("references/:id", than: .get, .delete)
    }

    @Sendable private func list(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let page = try await PageQuery(request, standardLimit: 100).read { token, limit in
            try await references.page(for: context.owner, after: token, limit: limit)
        }
        let links = services.links
        let bodies = page.references.map { ReferenceBody($0, links: links) }
        return try Response.json(ReferencesAnswer(references: bodies, nextPageToken: page.token))
    }

    @Sendable private func find(_ request: Request, _ context: OwnedContext) async throws -> Response {
        guard let id = context.parameters.get("id").flatMap(ReferenceID.init),
            let reference = try await references.find(id, for: context.owner)
        else { throw Problem.notFound("there is no such reference") }
        return try Response.json(ReferenceBody(reference, links: services.links))
    }

    @Sendable private func add(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let reference =
            request.mediaType == "application/json"
            ? try await link(request, context.owner)
            : try await intake.take(request, try UploadDetails(request), owner: context.owner)
        context.logger.info("a reference was added", metadata: ["reference": "\(reference.id)"])
        var body = ReferenceBody(reference, links: services.links)
        body.success = true
        var response = try Response.json(body, status: .accepted)
        response.headers[.location] = "/api/v1/pipeline/references/\(reference.id)"
        return response
    }

    /// The same address of the same owner is the same reference; the file is fetched after the answer.
    private func link(_ request: Request, _ owner: OwnerID) async throws -> ReferenceDocument {
        let details = try LinkDetails(
            try await request.json(within: services.clock), egress: services.settings.egress,
            folder: DropFolder(bucket: services.settings.bucket))
        let id = try ReferenceIntake.id(ofLink: details.url, owner: owner)
        let fileName = details.fileName ?? "\(id).video"
        return try await catalogue.add(
            .init(
                id: id, owner: owner, title: details.title ?? fileName, fileName: fileName, source: details.source,
                rights: details.rights, adultsOnly: true))
    }

    @Sendable private func remove(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let unknown = Problem.notFound("there is no such reference")
        guard let id = context.parameters.get("id").flatMap(ReferenceID.init) else { throw unknown }
        do {
            try await removal.remove(id, owner: context.owner)
        } catch let refusal as ReferenceRemoval.Refusal {
            switch refusal {
            case .unknown: throw unknown
            case .shared: throw Problem(.forbidden, "the reference is shared and cannot be deleted")
            case .inUse(let job): throw Problem(.conflict, "job \(job) dances to the reference; cancel it or wait")
            case .busy: throw Problem(.conflict, "the reference is being taken in at this moment; try again")
            }
        }
        context.logger.info("a reference was deleted", metadata: ["reference": "\(id)"])
        return Response(status: .noContent)
    }
}
