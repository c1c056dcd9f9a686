package import OdoriDomain

/// How a queue of the embedded installation is set up.
package struct QueueLimit: Sendable, Hashable {
    package var queue: QueueName
    /// Pushes under way at once.
    package var concurrent: Int
    /// How long until a failed push is tried again, at first and at most; attempts are unlimited.
    package var minBackOff = Duration.milliseconds(200)
    package var maxBackOff = Duration.seconds(10)

    /// The four queues of a machine with so many cores. Drawing keeps one core busy, so each core gets a push; an edit keeps
    /// two, and holds most of the memory.
    package static func all(cores: Int) -> [QueueLimit] {
        [
            QueueLimit(queue: .media, concurrent: max(1, cores / 2)),
            QueueLimit(queue: .generate, concurrent: cores),
            QueueLimit(queue: .poll, concurrent: 32),
            QueueLimit(queue: .notify, concurrent: 8),
        ]
    }
}
