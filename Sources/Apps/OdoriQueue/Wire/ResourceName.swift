/// The name of a queue, `projects/P/locations/L/queues/Q`.
struct QueueName: Hashable, Sendable {
    let project: String
    let location: String
    let id: String

    init(project: String, location: String, id: String) throws(APIError) {
        guard project.isSpelled(upTo: 100, extra: "-:.") else {
            throw .invalid("Project ID \"\(project)\" may hold letters, digits, hyphens, colons and periods only.")
        }
        guard location.isSpelled(upTo: 100, extra: "-") else {
            throw .invalid("Location ID \"\(location)\" may hold letters, digits and hyphens only.")
        }
        guard id.isSpelled(upTo: 100, extra: "-") else {
            throw .invalid(
                "Queue ID \"\(id)\" can contain only letters ([A-Za-z]), numbers ([0-9]), or hyphens (-). "
                    + "Queue ID must be between 1 and 100 characters."
            )
        }
        self.project = project
        self.location = location
        self.id = id
    }

    /// Parses a full name; throws `INVALID_ARGUMENT` when it is malformed.
    init(path: String) throws(APIError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "projects", parts[2] == "locations", parts[4] == "queues" else {
            throw .invalid("Queue name must be formatted: \"projects/P/locations/L/queues/QUEUE_ID\".")
        }
        try self.init(project: parts[1], location: parts[3], id: parts[5])
    }

    /// The full name.
    var path: String { "\(parent)/queues/\(id)" }
    /// The name of the location it lies in.
    var parent: String { "projects/\(project)/locations/\(location)" }
}

/// The name of a task, `projects/P/locations/L/queues/Q/tasks/T`.
struct TaskName: Hashable, Sendable {
    let queue: QueueName
    let id: String

    init(queue: QueueName, id: String) throws(APIError) {
        guard id.isSpelled(upTo: 500, extra: "-_") else {
            throw .invalid(
                "Task ID \"\(id.prefix(600))\" can contain only letters ([A-Za-z]), numbers ([0-9]), hyphens (-), "
                    + "or underscores (_). Task ID must be between 1 and 500 characters."
            )
        }
        self.queue = queue
        self.id = id
    }

    /// Parses a full name given for a task of that queue; throws `INVALID_ARGUMENT` when it is malformed or elsewhere.
    init(path: String, in queue: QueueName) throws(APIError) {
        let prefix = "\(queue.path)/tasks/"
        guard path.hasPrefix(prefix) else {
            throw .invalid("Task name must be formatted: \"\(queue.path)/tasks/TASK_ID\".")
        }
        try self.init(queue: queue, id: String(path.dropFirst(prefix.count)))
    }

    /// The full name.
    var path: String { "\(queue.path)/tasks/\(id)" }
}

extension String {
    fileprivate func isSpelled(upTo limit: Int, extra: String) -> Bool {
        (1...limit).contains(utf8.count)
            && utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: extra.utf8.contains(byte)
                }
            }
    }
}
