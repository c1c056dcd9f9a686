import Foundation
import Hummingbird

/// The tasks of the Cloud Tasks v2 REST API.
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
        router.get(Self.tasks) { request, context in
            try await list(request, in: QueueName(context.parameters))
        }
        router.post(Self.task) { request, context in
            try await run(request, context.parameters)
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
        let body = try WireCreateTask(RequestValue(body: try await request.bodyData()))
        let task = try body.accepted(in: queue, now: time.now())
        let index = index
        let time = time
        let record = try await store.createTask(task) { index.add($0, now: time.now()) }
        return try JSONAnswer.make(WireTask(record, view: body.responseView ?? .basic))
    }

    private struct TaskList: Encodable {
        var tasks: [WireTask]
        var nextPageToken: String?
    }

    private func list(_ request: Request, in queue: QueueName) async throws -> Response {
        let view = try request.uri.queryParameters["responseView"].map(Self.view) ?? .basic
        let page = try PageRequest(request, largest: 1000)
        let found = try await store.tasks(of: queue, after: page.after, limit: page.size + 1)
        let shown = found.prefix(page.size)
        let next = found.count > shown.count ? shown.last.map { PageRequest.token(after: $0.name.id) } : nil
        return try JSONAnswer.make(TaskList(tasks: shown.map { WireTask($0, view: view) }, nextPageToken: next))
    }

    /// `tasks/t:run`: pushes at once, whether or not the queue is paused or at its limits.
    private func run(_ request: Request, _ parameters: Parameters) async throws -> Response {
        let (id, verb) = try parameters.action("task")
        guard verb == "run" else { throw APIError.notFound() }
        let body = try await request.bodyData()
        let wanted = body.isEmpty ? nil : try WireRunTask(RequestValue(body: body)).responseView
        let index = index
        let name = try TaskName(queue: QueueName(parameters), id: id)
        let record = try await store.makeDue(name) { index.force($0) }
        return try JSONAnswer.make(WireTask(record, view: wanted ?? .basic))
    }

    private static func view(_ text: Substring) throws(APIError) -> TaskView {
        guard let view = TaskView(text: text) else { throw .invalid("Invalid value at 'response_view'.") }
        return view
    }
}

extension WireCreateTask {
    /// The task that is asked for, with its name; throws `INVALID_ARGUMENT` with the rule it breaks.
    func accepted(in queue: QueueName, now: Timestamp) throws(APIError) -> NamedTask {
        guard let task else { throw .invalid("CreateTaskRequest.task is required.") }
        let accepted = try AcceptedTask(validating: task, now: now)
        guard let path = task.name, !path.isEmpty else {
            return NamedTask(name: try TaskName(queue: queue, id: Self.generatedID()), task: accepted)
        }
        return NamedTask(name: try TaskName(path: path, in: queue), task: accepted)
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
