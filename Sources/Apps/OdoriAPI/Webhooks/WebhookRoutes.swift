import Hummingbird
import Logging
import OdoriDomain
import OdoriHTTP
import OdoriJobs

/// What callers were told, attempt by attempt, and telling it again.
struct WebhookRoutes: Sendable {
    private let outbox: Outbox
    private static let unknown = Problem.notFound("there is no such webhook")

    init(services: APIServices) {
        outbox = Outbox(store: services.store, queue: services.queue, clock: services.clock)
    }

    func add(to group: RouterGroup<OwnedContext>) {
        group.get("webhooks", use: list)
        group.get("webhooks/:id", use: find)
        group.post("webhooks/:id/replay", use: replay)
        group.refuseOthers("webhooks", than: .get)
        group.refuseOthers("webhooks/:id", than: .get)
        group.refuseOthers("webhooks/:id/replay", than: .post)
    }

    @Sendable private func list(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let query = try WebhooksQuery(request)
        let page = try await query.page.read { token, limit in
            try await outbox.list(
                owner: context.owner, job: query.job, status: query.status, after: token, limit: limit)
        }
        return try Response.json(
            WebhooksPage(webhooks: page.events.map { WebhookBody($0) }, nextPageToken: page.cursor))
    }

    @Sendable private func find(_ request: Request, _ context: OwnedContext) async throws -> Response {
        guard let event = try await outbox.find(try Self.id(context), for: context.owner) else { throw Self.unknown }
        return try Response.json(WebhookBody(event))
    }

    @Sendable private func replay(_ request: Request, _ context: OwnedContext) async throws -> Response {
        guard let event = try await outbox.replay(try Self.id(context), owner: context.owner) else {
            throw Self.unknown
        }
        context.logger.info("a webhook is replayed", metadata: ["event": "\(event.id)"])
        var body = WebhookBody(event)
        body.success = true
        return try Response.json(body, status: .accepted)
    }

    private static func id(_ context: OwnedContext) throws -> WebhookID {
        guard let id = context.parameters.get("id").flatMap(WebhookID.init) else { throw unknown }
        return id
    }
}
