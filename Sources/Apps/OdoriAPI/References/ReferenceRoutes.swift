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

    init(services: APIServices) {
        self.services = services
        references = ReferenceRepository(store: services.store)
        intake = UploadIntake(services: services)
    }

    func add(to group: RouterGroup<OwnedContext>) {
        group.get("references", use: list)
        group.post("references", use: add)
        group.get("references/:id", use: find)
        group.refuseOthers("references", than: .get, .post)
        group.refuseOthers("references/:id", than: .get)
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
        if request.mediaType == "application/json" {
            throw Problem.field("/url", "references are added by upload; this version fetches no URLs")
        }
        let details = try UploadDetails(request)
        let reference = try await intake.take(request, details, owner: context.owner)
        context.logger.info("a reference was uploaded", metadata: ["reference": "\(reference.id)"])
        var body = ReferenceBody(reference, links: services.links)
        body.success = true
        var response = try Response.json(body, status: .accepted)
        response.headers[.location] = "/api/v1/pipeline/references/\(reference.id)"
        return response
    }
}
