import Foundation
import Hummingbird

/// The queues of the Cloud Tasks v2 REST API: create, get, delete.
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
        router.delete("v2/projects/:project/locations/:location/queues/:queue") { _, context in
            let index = index
            try await store.deleteQueue(QueueName(context.parameters)) { index.removeLane($0) }
            return try JSONAnswer.make(JSONAnswer.Empty())
        }
    }

    private func create(_ request: Request, parent: Parameters) async throws -> Response {
        let queue = try StrictDecoding.decode(WireQueue.self, from: try await request.bodyData())
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
