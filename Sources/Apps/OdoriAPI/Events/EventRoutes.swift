import HTTPTypes
import Hummingbird
import NIOCore
import OdoriDomain
import OdoriHTTP
import OdoriJobs

/// `GET /events/{job_id}`: a job's whole state whenever it changes, until it has ended.
///
/// An event's id is the job's version. Whoever comes back with `Last-Event-ID` is sent the current state, whatever was seen before:
/// each event is the whole.
struct EventRoutes: Sendable {
    private let jobs: JobRepository
    private let feed: JobFeed
    private static let mostListeners = 1000

    init(services: APIServices, feed: JobFeed) {
        jobs = JobRepository(store: services.store)
        self.feed = feed
    }

    func add(to group: RouterGroup<OwnedContext>) {
        group.get("events/:job_id", use: events)
        group.refuseOthers("events/:job_id", than: .get)
    }

    @Sendable private func events(_ request: Request, _ context: OwnedContext) async throws -> Response {
        guard let job = try await jobs.find(try context.jobID, for: context.owner) else { throw Problem.unknownJob }
        guard feed.listeners < Self.mostListeners else { throw Problem.unavailable("too many are listening") }
        let feed = feed
        let body = ResponseBody { writer in
            try await request.body.consumeWithCancellationOnInboundClose { _ in
                try await Self.write(job.jobID, feed, to: &writer)
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: Self.headers, body: body)
    }

    private static func write(_ job: JobID, _ feed: JobFeed, to writer: inout any ResponseBodyWriter) async throws {
        try await feed.listen(to: job) { events in
            for await event in events {
                try await writer.write(event.bytes)
            }
        }
    }

    private static var headers: HTTPFields {
        [.contentType: "text/event-stream", .cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
    }
}
