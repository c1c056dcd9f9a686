import Foundation
import Hummingbird

/// `tasks:batchCreate` of the Cloud Tasks v2 REST API: many tasks of one queue in one request and one commit. The real service answers
/// with an operation to be asked about; here it is done when it is answered. What is wrong with one task is told in its place and keeps no
/// other from being created.
struct TaskBatchRoute: Sendable {
    private static let batch: RouterPath =
        "v2/projects/:project/locations/:location/queues/:queue/tasks:batchCreate"

    let store: TaskStore
    let index: DispatchIndex
    let time: any TimeSource

    func add(to router: Router<some RequestContext>) {
        router.post(Self.batch) { request, context in
            try await create(request, in: QueueName(context.parameters))
        }
    }

    private func create(_ request: Request, in queue: QueueName) async throws -> Response {
        let requests = try WireTaskBatch(RequestValue(body: try await request.bodyData())).requests
        guard (1...ServiceLimits.tasksInBatch).contains(requests.count) else {
            throw APIError.invalid("BatchCreateTasksRequest.requests must hold 1 to \(ServiceLimits.tasksInBatch).")
        }
        guard requests.allSatisfy({ $0.parent ?? queue.path == queue.path }) else {
            throw APIError.invalid("CreateTaskRequest.parent must be \"\(queue.path)\", as the parent of the batch.")
        }
        let start = time.now()
        let asked = requests.map { request in
            Result { () throws(APIError) in try request.creation.accepted(in: queue, now: start) }
        }
        let index = index
        let time = time
        let outcomes = try await store.createTasks(asked, in: queue) { records in
            let now = time.now()
            for record in records { index.add(record, now: now) }
        }
        return try JSONAnswer.make(answer(requests, outcomes, in: queue, start: start, only: Self.wanted(request)))
    }

    /// The members that the answer is to have, by the first names in the system parameter `fields`; nil for all.
    private static func wanted(_ request: Request) -> Set<Substring>? {
        request.uri.queryParameters["fields"].map { fields in
            Set(fields.split(separator: ",").map { $0.prefix { $0 != "/" && $0 != "(" } })
        }
    }

    private func answer(
        _ requests: [WireTaskBatch.Creation], _ outcomes: [Result<TaskRecord, APIError>], in queue: QueueName,
        start: Timestamp, only wanted: Set<Substring>?
    ) -> WireTaskBatchAnswer {
        let has = { (member: Substring) in wanted?.contains(member) ?? true }
        var failed: [String: WireStatus] = [:]
        var tasks: [WireTask] = []
        for (place, outcome) in outcomes.enumerated() {
            switch outcome {
            case .success(let record):
                guard has("response") else { continue }
                tasks.append(WireTask(record, view: requests[place].creation.responseView ?? .basic))
            case .failure(let error): failed[String(place)] = WireStatus(error)
            }
        }
        return WireTaskBatchAnswer(
            name: has("name") ? "\(queue.parent)/operations/\(UUID().uuidString)" : nil,
            done: has("done") ? true : nil,
            metadata: has("metadata")
                ? .init(
                    startTime: WireTimestamp(start), endTime: WireTimestamp(time.now()),
                    state: failed.isEmpty ? .succeeded : .partlySucceeded,
                    failedRequests: failed.isEmpty ? nil : failed) : nil,
            response: has("response") ? .init(tasks: tasks) : nil)
    }
}

extension WireStatus {
    fileprivate init(_ error: APIError) {
        let code =
            switch error.status {
            case "INVALID_ARGUMENT": 3
            case "NOT_FOUND": 5
            case "ALREADY_EXISTS": 6
            default: 2
            }
        self.init(code: code, message: error.message)
    }
}
