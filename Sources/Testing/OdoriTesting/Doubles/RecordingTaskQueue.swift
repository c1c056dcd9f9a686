package import OdoriDomain
package import OdoriPorts

/// A task queue that only collects, by the real one's rules: a name counts once, malformed tasks are refused.
package actor RecordingTaskQueue: TaskQueue {
    private struct Name: Hashable {
        let queue: QueueName
        let id: String
    }

    private var names: Set<Name> = []

    /// Every task accepted, in order; a name that came again is not in it.
    package private(set) var accepted: [QueuedTask] = []
    /// The tasks accepted and not taken yet.
    package private(set) var pending: [QueuedTask] = []
    /// How many tasks came under a name that had been used.
    package private(set) var repeated = 0

    package init() {}

    package func enqueue(_ task: QueuedTask) async throws {
        if let fault = Self.fault(of: task) {
            throw OdoriError("task_refused", "\(task.id): \(fault)")
        }
        guard names.insert(Name(queue: task.queue, id: task.id)).inserted else {
            repeated += 1
            return
        }
        accepted.append(task)
        pending.append(task)
    }

    /// Takes all that is pending, whenever it is due.
    package func takeAll() -> [QueuedTask] {
        defer { pending = [] }
        return pending
    }

    /// Takes what is due at `now`, earliest first.
    package func takeDue(at now: Timestamp) -> [QueuedTask] {
        let due = pending.enumerated().filter { Self.isDue($0.element, at: now) }
            .sorted {
                ($0.element.notBefore ?? .distantPast, $0.offset) < ($1.element.notBefore ?? .distantPast, $1.offset)
            }
        pending.removeAll { Self.isDue($0, at: now) }
        return due.map(\.element)
    }

    private static func isDue(_ task: QueuedTask, at now: Timestamp) -> Bool {
        task.notBefore.map { $0 <= now } ?? true
    }

    private static func fault(of task: QueuedTask) -> String? {
        let isPlain = task.id.utf8.allSatisfy { byte in
            byte < 128 && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
        if !isPlain || !(1...500).contains(task.id.utf8.count) { return "not an id" }
        if !task.path.hasPrefix("/") { return "not a path: \(task.path)" }
        if !(.seconds(15) ... .seconds(1800)).contains(task.deadline) { return "a deadline of \(task.deadline)" }
        return task.body.count > 1_000_000 ? "a body of \(task.body.count) bytes" : nil
    }
}

extension Timestamp {
    fileprivate static let distantPast = Timestamp(milliseconds: 0)
}
