/// The headers of a push.
enum PushHeaders {
    /// Headers that the service sets itself or that would break the framing; a task's own are dropped.
    private static let reserved: Set<String> = [
        "host", "content-length", "user-agent", "transfer-encoding", "connection", "keep-alive", "upgrade", "te",
        "trailer", "proxy-connection",
    ]
    private static let reservedPrefixes = ["x-google-", "x-appengine-", "x-cloudtasks-"]

    /// The task's own headers and those of Cloud Tasks; `authorization` replaces the task's own when given.
    static func make(for record: TaskRecord, authorization: String?) -> [(name: String, value: String)] {
        var headers = record.task.request.headers.sorted { $0.key < $1.key }
            .filter { !isReserved($0.key.lowercased()) }
            .filter { authorization == nil || $0.key.lowercased() != "authorization" }
            .map { (name: $0.key, value: $0.value) }
        if let authorization { headers.append(("Authorization", authorization)) }
        headers += [
            ("User-Agent", "Google-Cloud-Tasks"),
            ("X-CloudTasks-QueueName", record.name.queue.id),
            ("X-CloudTasks-TaskName", record.name.id),
            ("X-CloudTasks-TaskRetryCount", String(record.history.dispatches)),
            ("X-CloudTasks-TaskExecutionCount", String(record.history.executions)),
            ("X-CloudTasks-TaskETA", record.task.scheduleTime.epochSeconds),
        ]
        if let previous = record.history.lastStatus {
            headers.append(("X-CloudTasks-TaskPreviousResponse", String(max(previous, 0))))
        }
        return headers
    }

    private static func isReserved(_ name: String) -> Bool {
        reserved.contains(name) || reservedPrefixes.contains { name.hasPrefix($0) }
    }
}
