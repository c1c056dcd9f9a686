import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import OdoriQueue

/// A pusher that records when it was asked, and answers as the test wishes.
private final class ScriptedPusher: Pusher {
    typealias Answer = @Sendable (_ record: TaskRecord, _ attempt: Int) async -> AttemptOutcome

    private let time: ManualTime
    private let answer: Answer
    private let state = Mutex<[(task: String, at: Timestamp)]>([])

    init(time: ManualTime, answer: @escaping Answer) {
        self.time = time
        self.answer = answer
    }

    var pushes: [(task: String, at: Timestamp)] { state.withLock { $0 } }

    func push(_ record: TaskRecord) async -> AttemptOutcome {
        let attempt = state.withLock { pushes in
            pushes.append((record.name.id, time.now()))
            return pushes.count { $0.task == record.name.id }
        }
        return await answer(record, attempt)
    }
}

@Suite("The dispatcher", .timeLimit(.minutes(1)))
struct DispatcherTests {
    /// Runs a dispatcher on flying time with one queue, until the pusher calls `finish`.
    private func run(
        retry: RetryPolicy = .serviceDefault,
        tasks: [(id: String, task: AcceptedTask)],
        answer: @escaping @Sendable (TaskRecord, Int, @escaping @Sendable () -> Void) async -> AttemptOutcome
    ) async throws -> (pushes: [(task: String, at: Timestamp)], left: [String]) {
        try await withTemporaryDirectory { directory in
            let time = ManualTime(flies: true)
            let done = Promise<Void>()
            let created = Promise<Void>()
            let pusher = ScriptedPusher(time: time) { record, attempt in
                await answer(record, attempt) { done.settle(.success(())) }
            }
            let store = try TaskStore(directory: directory, time: time, logger: .quiet)
            let dispatcher = Dispatcher(
                index: DispatchIndex(),
                store: store,
                pusher: pusher,
                time: time,
                grace: .zero,
                isReady: { try await created.value },
                logger: .quiet
            )
            let group = ServiceGroup(services: [store.writer, dispatcher], logger: .quiet)
            return try await withThrowingTaskGroup(of: Void.self) { running in
                running.addTask { try await group.run() }
                let queue = try await store.createQueue(
                    QueueRecord.sample().name,
                    QueueSettings(maxDispatchesPerSecond: 500, maxConcurrentDispatches: 1000, retry: retry)
                ) { dispatcher.index.addLane($0, isEmpty: true) }
                for (id, task) in tasks {
                    let named = NamedTask(name: try TaskName(queue: queue.name, id: id), task: task)
                    _ = try await store.createTask(named) { record in
                        dispatcher.index.add(record, now: time.now())
                    }
                }
                created.settle(.success(()))
                try await done.value
                await group.triggerGracefulShutdown()
                try await running.waitForAll()
                let left = try await store.positions(of: queue.id, from: .start, limit: 1000)
                return (pusher.pushes, try await store.tasks(left.map(\.id)).map(\.name.id))
            }
        }
    }

    @Test("failures are retried by exactly the queue's back-off")
    func backoff() async throws {
        let policy = RetryPolicy(minBackoff: .milliseconds(200), maxBackoff: .seconds(1), maxDoublings: 1)
        let result = try await run(retry: policy, tasks: [("t", .sample())]) { _, attempt, finish in
            if attempt == 6 { finish() }
            return .answered(status: attempt == 6 ? 200 : 500)
        }
        let gaps = zip(result.pushes.dropFirst(), result.pushes).map { $0.at - $1.at }
        #expect(gaps == [0.2, 0.4, 0.8, 1.0, 1.0].map { .seconds($0) })
        #expect(result.left.isEmpty)
    }

    @Test("a task whose attempts are used up is deleted")
    func exhaustion() async throws {
        let task = AcceptedTask.sample(retry: WireRetryConfig(maxAttempts: 2))
        let result = try await run(tasks: [("t", task)]) { _, attempt, finish in
            if attempt == 2 { finish() }
            return .answered(status: 404)
        }
        #expect(result.pushes.map(\.task) == ["t", "t"])
        #expect(result.left.isEmpty)
    }

    @Test("tasks are pushed at their time, not before")
    func schedule() async throws {
        let tasks = [30, 10, 20].map { seconds in
            ("t\(seconds)", AcceptedTask.sample(at: ManualTime.start + .seconds(seconds)))
        }
        let result = try await run(tasks: tasks) { record, _, finish in
            if record.name.id == "t30" { finish() }
            return .answered(status: 200)
        }
        #expect(result.pushes.map(\.task) == ["t10", "t20", "t30"])
        #expect(result.pushes.map { $0.at - ManualTime.start } == [10, 20, 30].map { .seconds($0) })
    }

    @Test("what is in flight at shutdown stays in the store")
    func shutdown() async throws {
        let result = try await run(tasks: [("t", .sample())]) { _, _, finish in
            finish()
            do {
                try await Task.sleep(for: .seconds(60))
                return .answered(status: 200)
            } catch {
                return .interrupted
            }
        }
        #expect(result.pushes.count == 1)
        #expect(result.left == ["t"])
    }
}
