import Foundation
import Hummingbird

/// The tasks of the Cloud Tasks v2 REST API: create, get, delete.
struct TaskRoutes: Sendable {
    private static let tasks: RouterPath = "v2/projects/:project/locations/:location/queues/:queue/tasks"
    private static let task: RouterPath = "v2/projects/:project/locations/:location/queues/:queue/tasks/:task"

    let store: TaskStore
    let index: DispatchIndex
    let time: any TimeSource

    func add(to router: Router<some RequestContext>) {
        router.post(Self.tasks) { request, context in
            try await create(request, in: QueueName(context.parameters))
        }
        router.get(Self.task) { request, context in
            let view = try request.uri.queryParameters["responseView"].map(Self.view) ?? .basic
            let record = try await store.task(TaskName(context.parameters))
            return try JSONAnswer.make(WireTask(record, view: view))
        }
        router.delete(Self.task) { _, context in
            let index = index
            try await store.deleteTask(TaskName(context.parameters)) { queue, id in index.remove(id, from: queue) }
            return try JSONAnswer.make(JSONAnswer.Empty())
        }
    }

    private func create(_ request: Request, in queue: QueueName) async throws -> Response {
        let body = try StrictDecoding.decode(WireCreateTask.self, from: try await request.bodyData())
        guard let task = body.task else { throw APIError.invalid("CreateTaskRequest.task is required.") }
        let accepted = try AcceptedTask(validating: task, now: time.now())
        let name =
            if let path = task.name, !path.isEmpty {
                try TaskName(path: path, in: queue)
            } else {
                try TaskName(queue: queue, id: Self.generatedID())
            }
        let index = index
        let time = time
        let record = try await store.createTask(name, accepted) { index.add($0, now: time.now()) }
        return try JSONAnswer.make(WireTask(record, view: body.responseView ?? .basic))
    }

    private static func view(_ text: Substring) throws(APIError) -> TaskView {
        guard let view = TaskView(text: text) else { throw .invalid("Invalid value at 'response_view'.") }
        return view
    }

    /// Twenty random digits, as the real service gives to tasks without a name.
    private static func generatedID() -> String {
        let digits = String(UInt64.random(in: .min ... .max))
        return String(repeating: "0", count: 20 - digits.count) + digits
    }
}

extension TaskName {
    /// The task that a path names by its parameters.
    init(_ parameters: Parameters) throws {
        try self.init(queue: QueueName(parameters), id: parameters.segment("task"))
    }
}
