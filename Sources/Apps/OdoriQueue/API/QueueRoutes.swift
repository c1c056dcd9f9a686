import Foundation
import Hummingbird

/// The queues of the Cloud Tasks v2 REST API.
struct QueueRoutes: Sendable {
    let store: TaskStore
    let index: DispatchIndex

    func add(to router: Router<some RequestContext>) {
        router.post("v2/projects/:project/locations/:location/queues") { request, context in
            try await create(request, parent: context.parameters)
        }
        router.get("v2/projects/:project/locations/:location/queues/:queue") { _, context in
            try JSONAnswer.make(WireQueue(try await store.queue(QueueName(context.parameters))))
        }
        router.get("v2/projects/:project/locations/:location/queues") { request, context in
            try await list(request, context.parameters)
        }
        router.patch("v2/projects/:project/locations/:location/queues/:queue") { request, context in
            try await patch(request, QueueName(context.parameters))
        }
        router.post("v2/projects/:project/locations/:location/queues/:queue") { _, context in
            try await act(context.parameters)
        }
        router.delete("v2/projects/:project/locations/:location/queues/:queue") { _, context in
            let index = index
            try await store.deleteQueue(QueueName(context.parameters)) { index.removeLane($0) }
            return try JSONAnswer.make(JSONAnswer.Empty())
        }
    }

    private func create(_ request: Request, parent: Parameters) async throws -> Response {
        let queue = try WireQueue(RequestValue(body: try await request.bodyData()))
        let name = try QueueName(path: queue.name ?? "")
        guard name.project == (try parent.segment("project")), name.location == (try parent.segment("location")) else {
            throw APIError.invalid("Queue.name must lie in the parent of the request.")
        }
        let index = index
        let record = try await store.createQueue(name, try QueueSettings(validating: queue)) { record in
            index.addLane(record, isEmpty: true)
        }
        return try JSONAnswer.make(WireQueue(record))
    }
}

extension QueueRoutes {
    private struct QueueList: Encodable {
        var queues: [WireQueue]
        var nextPageToken: String?
    }

    private func list(_ request: Request, _ parameters: Parameters) async throws -> Response {
        let parent = "projects/\(try parameters.segment("project"))/locations/\(try parameters.segment("location"))"
        let page = try PageRequest(request, largest: 9800)
        let found = try await store.queues(of: parent, after: page.after, limit: page.size + 1)
        let shown = found.prefix(page.size)
        let next = found.count > shown.count ? shown.last.map { PageRequest.token(after: $0.name.id) } : nil
        return try JSONAnswer.make(QueueList(queues: shown.map(WireQueue.init), nextPageToken: next))
    }

    /// A queue that does not exist is created, as the service does.
    private func patch(_ request: Request, _ name: QueueName) async throws -> Response {
        let queue = try WireQueue(RequestValue(body: try await request.bodyData()))
        if let path = queue.name, !path.isEmpty, try QueueName(path: path) != name {
            throw APIError.invalid("Queue.name must be the name in the request's path.")
        }
        let mask = (request.uri.queryParameters["updateMask"] ?? "").split(separator: ",").map(String.init)
        let index = index
        do {
            let record = try await store.updateQueue(name, afterCommit: { index.updateLane($0) }) { record in
                record.settings = try record.settings.updated(by: queue, mask: mask)
            }
            return try JSONAnswer.make(WireQueue(record))
        } catch let error as APIError where error == .queueMissing {
            let record = try await store.createQueue(name, try QueueSettings(validating: queue)) { record in
                index.addLane(record, isEmpty: true)
            }
            return try JSONAnswer.make(WireQueue(record))
        }
    }

    /// `queues/q:pause`, `:resume` and `:purge`.
    private func act(_ parameters: Parameters) async throws -> Response {
        let (id, verb) = try parameters.action("queue")
        let name = try QueueName(
            project: parameters.segment("project"), location: parameters.segment("location"), id: id)
        let index = index
        let record: QueueRecord
        switch verb {
        case "pause", "resume":
            record = try await store.updateQueue(name, afterCommit: { index.updateLane($0) }) { queue in
                queue.isPaused = verb == "pause"
            }
        case "purge":
            record = try await store.purge(name) { index.clearLane($0) }
        default:
            throw APIError.notFound()
        }
        return try JSONAnswer.make(WireQueue(record))
    }
}

extension QueueName {
    /// The queue that a path names by its parameters.
    init(_ parameters: Parameters) throws {
        try self.init(
            project: parameters.segment("project"),
            location: parameters.segment("location"),
            id: parameters.segment("queue")
        )
    }
}

extension Parameters {
    /// A part of the path, decoded.
    func segment(_ name: String) throws -> String {
        let raw = try require(name)
        guard raw.utf8.contains(UInt8(ascii: "%")) else { return raw }
        guard let decoded = raw.removingPercentEncoding else { throw APIError.invalid("Malformed path.") }
        return decoded
    }
}

extension Parameters {
    /// An id and the verb behind its colon.
    func action(_ name: String) throws -> (id: String, verb: String) {
        let parts = try segment(name).split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw APIError.notFound() }
        return (parts[0], parts[1])
    }
}

extension Request {
    /// The whole body, within the limit of the API.
    func bodyData() async throws -> Data {
        do {
            let buffer = try await body.collect(upTo: ServiceLimits.requestBytes)
            return Data(buffer.readableBytesView)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw APIError.http(413, "")
        }
    }
}
