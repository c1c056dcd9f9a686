package import OdoriDomain

/// What any queue of ours must do, as operations that a runner carries out: on the model of the schedules, and on `odori-queue`
/// itself. Both must push the same.
package struct QueueScript: Sendable, CustomStringConvertible {
    /// What one task's target answers, push by push; success when the list is used up.
    package enum Reply: Sendable, Hashable {
        case success, failure
        /// No answer before the dispatch deadline.
        case silence
    }

    /// A task that is created.
    package struct Order: Sendable {
        package var id: String
        package var queue = QueueName.poll
        /// Not before so long after the script's beginning; nil = at once.
        package var after: Duration?
        package var replies: [Reply] = []
    }

    package enum Step: Sendable {
        case create(Order)
        /// Waits until nothing is left to push.
        case rest
    }

    /// A sentence of behaviour.
    package let promise: String
    package let steps: [Step]
    /// The pushes that must arrive, by task, in any order between tasks.
    package let pushes: [String: Int]

    package var description: String { promise }

    package static let all: [QueueScript] = [
        QueueScript(
            promise: "every task is pushed once when it succeeds", steps: [order("a"), order("b"), .rest],
            pushes: ["a": 1, "b": 1]),
        QueueScript(
            promise: "a name counts once, while its task waits and after it is done",
            steps: [order("a", after: .milliseconds(300)), order("a"), .rest, order("a"), .rest], pushes: ["a": 1]),
        QueueScript(
            promise: "the same name in another queue is another task",
            steps: [order("a"), .create(Order(id: "a", queue: .media)), .rest], pushes: ["a": 2]),
        QueueScript(
            promise: "a task that fails is pushed again until it succeeds",
            steps: [order("a", replies: [.failure, .failure]), order("b"), .rest], pushes: ["a": 3, "b": 1]),
        QueueScript(
            promise: "a task is not pushed before its time",
            steps: [order("late", after: .milliseconds(600)), order("now"), .rest], pushes: ["late": 1, "now": 1]),
    ]

    private static func order(_ id: String, after: Duration? = nil, replies: [Reply] = []) -> Step {
        .create(Order(id: id, after: after, replies: replies))
    }
}

/// What a runner saw.
package struct QueueRecord: Sendable {
    package var pushes: [String: Int] = [:]
    /// Tasks that were pushed before their time.
    package var early: [String] = []

    package init() {}
}
