/// `google.cloud.tasks.v2.BatchCreateTasksRequest` in JSON, without its parent, which stands in the path.
struct WireTaskBatch: Sendable {
    /// One of the tasks, with the queue that it names for itself.
    struct Creation: Sendable {
        var parent: String?
        var creation: WireCreateTask
    }

    var requests: [Creation]

    enum CodingKeys: CodingKey { case requests, requestId }
}

extension WireTaskBatch: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        let fields = try value.fields(CodingKeys.self)
        guard !fields.contains(.requestId) else {
            throw value.refusal("requestId is not supported by this server; name the tasks, and none is created twice.")
        }
        requests = try fields.read(.requests) ?? []
    }
}

extension WireTaskBatch.Creation: RequestReadable {
    enum CodingKeys: CodingKey { case parent, task, responseView }

    init(_ value: RequestValue) throws(APIError) {
        let fields = try value.fields(CodingKeys.self)
        parent = try fields.read(.parent)
        creation = WireCreateTask(task: try fields.read(.task), responseView: try fields.read(.responseView))
    }
}

/// `google.longrunning.Operation` in JSON, of a batch that has been carried out when it is answered.
struct WireTaskBatchAnswer: Encodable {
    /// `google.cloud.tasks.v2.BatchCreateTasksMetadata`
    struct Metadata: Encodable {
        enum State: String, Encodable {
            case succeeded = "SUCCEEDED"
            case partlySucceeded = "PARTIALLY_SUCCEEDED"
        }

        var type = "type.googleapis.com/google.cloud.tasks.v2.BatchCreateTasksMetadata"
        var startTime: WireTimestamp
        var endTime: WireTimestamp
        var state: State
        /// By the place of the request, in decimal.
        var failedRequests: [String: WireStatus]?

        enum CodingKeys: String, CodingKey {
            case type = "@type"
            case startTime, endTime, state, failedRequests
        }
    }

    /// `google.cloud.tasks.v2.BatchCreateTasksResponse`
    struct Created: Encodable {
        var type = "type.googleapis.com/google.cloud.tasks.v2.BatchCreateTasksResponse"
        var tasks: [WireTask]

        enum CodingKeys: String, CodingKey {
            case type = "@type"
            case tasks
        }
    }

    var name: String?
    var done: Bool?
    var metadata: Metadata?
    var response: Created?
}
