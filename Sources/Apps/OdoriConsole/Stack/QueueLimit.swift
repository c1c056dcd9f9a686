package import OdoriDomain

/// How a queue of the embedded installation is set up.
package struct QueueLimit: Sendable, Hashable {
    package var queue: QueueName
    /// Pushes under way at once.
    package var concurrent: Int
    /// Seconds before a failed push is tried again, at first and at most; attempts are unlimited.
    package var minBackOff = 0.2
    package var maxBackOff = 10.0

    /// The four queues of a machine with so many cores: work that keeps a core busy gets one push per core.
    package static func all(cores: Int) -> [QueueLimit] {
        [
            QueueLimit(queue: .media, concurrent: cores),
            QueueLimit(queue: .generate, concurrent: cores),
            QueueLimit(queue: .poll, concurrent: 32),
            QueueLimit(queue: .notify, concurrent: 8),
        ]
    }
}
