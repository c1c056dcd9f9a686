/// The limits that the real service documents.
enum ServiceLimits {
    /// The longest URL of a task, in bytes.
    static let urlBytes = 2083
    /// The headers of a task, names and values together.
    static let headerBytes = 80 * 1024
    /// A whole task: URL, headers and body.
    static let taskBytes = 1 << 20
    /// A request to the API; base64 makes a body a third larger.
    static let requestBytes = 4 << 20
    /// The tasks of one batch.
    static let tasksInBatch = 100
    /// How far ahead a task may be scheduled.
    static let scheduleHorizon: Duration = .seconds(30 * 86_400)
    /// A task that has not succeeded by this age is deleted.
    static let taskRetention: Duration = .seconds(31 * 86_400)
    /// How long the name of an ended task stays reserved.
    static let taskNameReservation: Duration = .seconds(86_400)
    /// How long the name of a deleted queue stays blocked.
    static let queueNameReservation: Duration = .seconds(3 * 86_400)
    /// How long one attempt may be given.
    static let dispatchDeadline: ClosedRange<Duration> = .seconds(15) ... .seconds(1800)
    /// What one attempt is given unless the task says otherwise.
    static let defaultDispatchDeadline: Duration = .seconds(600)
    /// The largest `maxConcurrentDispatches`.
    static let concurrentDispatches = 5000
    /// The largest `maxDispatchesPerSecond`.
    static let dispatchesPerSecond = 500.0
}
