package import Foundation
package import OdoriDomain

/// Where pushes are ordered: Cloud Tasks, a server that speaks its wire, or Pub/Sub.
package protocol TaskQueue: Sendable {
    /// Whether a task with a time waits in the queue. Where it does not, nothing is ordered before that time: documents say what is owed,
    /// and whoever reads them orders it then (`PushReceiver.publishDue`).
    var keepsDelays: Bool { get }

    /// Orders one push. A name that was used before is success: the push is already on its way or was made.
    ///
    /// Throws `OdoriError` of kind `transient` when the queue cannot be reached.
    func enqueue(_ task: QueuedTask) async throws

    /// Orders several pushes at the same time, as `enqueue(_:)` does each. When one fails it throws, whatever becomes of the others.
    func enqueue(_ tasks: [QueuedTask]) async throws

    /// What keeps the queue from its work, as far as this process may ask: it does not answer, is not there, or is paused. Nil when nothing
    /// is known to. One quick question.
    func complaint() async -> String?
}

extension TaskQueue {
    package var keepsDelays: Bool { true }

    package func enqueue(_ tasks: [QueuedTask]) async throws {
        try await tasks.forEachAtOnce { try await enqueue($0) }
    }

    package func complaint() async -> String? { nil }
}

/// One ordered push.
package struct QueuedTask: Sendable, Hashable {
    package var queue: QueueName
    /// Unique for a day: 1–500 of letters, digits, `-` and `_`, beginning like a hash.
    package var id: String
    /// The worker's path, e.g. `/tasks/stage`.
    package var path: String
    /// JSON.
    package var body: Data
    /// Not before this; nil = now.
    package var notBefore: Timestamp?
    /// The longest the push may take; 15 s to 30 min.
    package var deadline: Duration

    package init(
        queue: QueueName, id: String, path: String, body: Data, notBefore: Timestamp?, deadline: Duration
    ) {
        self.queue = queue
        self.id = id
        self.path = path
        self.body = body
        self.notBefore = notBefore
        self.deadline = deadline
    }
}

extension Array where Element: Sendable {
    /// Carries something out for all elements at the same time, and throws the first error.
    package func forEachAtOnce(_ body: @escaping @Sendable (Element) async throws -> Void) async throws {
        guard count > 1 else {
            if let only = first { try await body(only) }
            return
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for element in self {
                group.addTask { try await body(element) }
            }
            try await group.waitForAll()
        }
    }
}
