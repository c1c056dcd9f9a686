import Foundation
import GRDB
import Logging
import ServiceLifecycle
import Testing

@testable import OdoriQueue

@Suite("The store", .timeLimit(.minutes(1)))
struct TaskStoreTests {
    private let time = ManualTime()

    private func withStore<Result: Sendable>(
        on directory: URL,
        _ work: @Sendable (TaskStore) async throws -> Result
    ) async throws -> Result {
        let store = try TaskStore(directory: directory, time: time, logger: .quiet)
        let group = ServiceGroup(services: [store.writer], logger: .quiet)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let result = try await work(store)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return result
        }
    }

    private func withQueue(_ work: @Sendable (TaskStore, QueueRecord) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            try await withStore(on: directory) { store in
                let name = try QueueRecord.sample().name
                let settings = try QueueSettings(validating: WireQueue())
                try await work(store, try await store.createQueue(name, settings) { _ in })
            }
        }
    }

    private func create(_ id: String, in store: TaskStore, _ queue: QueueRecord) async throws -> TaskRecord {
        let task = AcceptedTask.sample(at: time.now(), body: "body of \(id)")
        return try await store.createTask(
            NamedTask(name: TaskName(queue: queue.name, id: id), task: task)
        ) { _ in }
    }

    private func refusal(_ work: () async throws -> some Sendable) async -> APIError? {
        await #expect(throws: APIError.self) { _ = try await work() }
    }

    @Test("commits wait for the disk")
    func synchronous() async throws {
        try await withQueue { store, _ in
            let level = try await store.synchronousLevel()
            #expect(level == 2)
        }
    }

    @Test("the end of a push does not wait for the disk; the next creation does")
    func deferredSettlement() async throws {
        try await withQueue { store, queue in
            let first = try await create("first", in: store, queue)
            try await store.settle(first.id, .completed, AttemptHistory()) {}
            let level = { @Sendable db in try Int.fetchOne(db, sql: "PRAGMA synchronous") }
            #expect(try await store.writer.perform(level, durability: .deferred) == 1)
            _ = try await create("second", in: store, queue)
            #expect(try await store.synchronousLevel() == 2)
        }
    }

    @Test("what was created is read back whole, also after a restart")
    func roundTrip() async throws {
        try await withTemporaryDirectory { directory in
            let name = try QueueRecord.sample().name
            let retry = WireRetryConfig(maxAttempts: 3, minBackoff: WireDuration(.milliseconds(1500)))
            var task = AcceptedTask.sample(at: time.now(), body: "héllo", retry: retry)
            task.request.headers = ["X-A": "1"]
            task.request.oidcToken = WireOIDCToken(serviceAccountEmail: "a@b", audience: "aud")
            let accepted = task
            let created = try await withStore(on: directory) { store in
                _ = try await store.createQueue(name, QueueSettings(validating: WireQueue())) { _ in }
                return try await store.createTask(
                    NamedTask(name: TaskName(queue: name, id: "t"), task: accepted)
                ) { _ in }
            }
            try await withStore(on: directory) { store in
                let read = try await store.task(created.name)
                #expect(read == created)
                let queues = try await store.queues()
                #expect(queues.map(\.name) == [name])
            }
        }
    }

    @Test("a row that holds something else than was put there is no caller's fault, and what met it is undone")
    func unreadable() async throws {
        try await withQueue { store, queue in
            let record = try await create("a", in: store, queue)
            try await store.writer.perform { db in
                try db.execute(sql: "UPDATE tasks SET headers = '{\"a\":', due_at = due_at + 1")
            }
            await #expect(throws: StoredJSON.Unreadable.self) { try await store.makeDue(record.name) { _ in } }
            let due = try await store.positions(of: queue.id, from: .start, limit: 10).map(\.due)
            #expect(due == [record.task.scheduleTime + .microseconds(1)])
        }
    }

    @Test("a name is taken while its task lives, reserved for a day after, and then free")
    func reservation() async throws {
        try await withQueue { store, queue in
            let task = try await create("t", in: store, queue)
            #expect(await refusal { try await create("t", in: store, queue) } == .taskExists)
            try await store.settle(task.id, .completed, AttemptHistory()) {}
            #expect(await refusal { try await create("t", in: store, queue) } == .taskExistedRecently)
            #expect(await refusal { try await store.task(task.name) } == .taskEnded)
            time.advance(by: .seconds(86_399))
            #expect(await refusal { try await create("t", in: store, queue) } == .taskExistedRecently)
            time.advance(by: .seconds(1))
            #expect(try await create("t", in: store, queue).id != task.id)
        }
    }

    @Test("housekeeping forgets names after a day, and live tasks never")
    func purging() async throws {
        try await withQueue { store, queue in
            for id in 1...5 { _ = try await create("t\(id)", in: store, queue) }
            for id in 1...4 { try await store.deleteTask(TaskName(queue: queue.name, id: "t\(id)")) { _, _ in } }
            #expect(try await store.purge(limit: 3) == 0)
            time.advance(by: .seconds(86_400))
            #expect(try await store.purge(limit: 3) == 3)
            #expect(try await store.purge(limit: 3) == 1)
            #expect(try await store.purge(limit: 3) == 0)
            #expect(
                try await store.task(TaskName(queue: queue.name, id: "t5")).task.request.body == Data("body of t5".utf8)
            )
            let never = await refusal { try await store.task(TaskName(queue: queue.name, id: "t1")) }
            #expect(never == .notFound())
        }
    }

    @Test("an ended task keeps no body on disk")
    func bodiesGo() async throws {
        try await withQueue { store, queue in
            let task = try await create("t", in: store, queue)
            try await store.settle(task.id, .exhausted, AttemptHistory()) {}
            let left = try await store.writer.perform { db in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM tasks WHERE body IS NOT NULL OR url IS NOT NULL")
            }
            #expect(left == 0)
        }
    }

    @Test("a deleted queue takes its tasks along, and its name is blocked for three days")
    func deletedQueue() async throws {
        try await withQueue { store, queue in
            let task = try await create("t", in: store, queue)
            try await store.deleteQueue(queue.name) { _ in }
            #expect(await refusal { try await store.queue(queue.name) } == .queueMissing)
            #expect(await refusal { try await create("u", in: store, queue) } == .queueMissing)
            #expect(try await store.tasks([task.id]).isEmpty)
            #expect(
                await refusal { try await store.createQueue(queue.name, queue.settings) { _ in } }
                    == .queueExistedRecently
            )
            time.advance(by: .seconds(3 * 86_400))
            let again = try await store.createQueue(queue.name, queue.settings) { _ in }
            #expect(again.id != queue.id)
            #expect(await refusal { try await store.createQueue(queue.name, queue.settings) { _ in } } == .queueExists)
        }
    }

    @Test("many creations at once all commit, and one refusal among them is its own alone")
    func groupCommit() async throws {
        try await withQueue { store, queue in
            _ = try await create("taken", in: store, queue)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<400 {
                    group.addTask {
                        do {
                            _ = try await create(index % 100 == 7 ? "taken" : "t\(index)", in: store, queue)
                            return true
                        } catch {
                            return false
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == [true: 396, false: 4])
            let stored = try await store.positions(of: queue.id, from: .start, limit: 1000)
            #expect(stored.count == 397)
        }
    }

    @Test("a failed transaction fails all who are in it, and the next one works")
    func failedTransaction() async throws {
        try await withQueue { store, queue in
            await #expect(throws: (any Error).self) {
                try await store.writer.perform { db in try db.execute(sql: "INSERT INTO nowhere VALUES (1)") }
            }
            _ = try await create("t", in: store, queue)
        }
    }

    @Test("a second server on the same directory is refused")
    func directoryLock() async throws {
        try await withTemporaryDirectory { directory in
            let lock = try DataDirectoryLock(directory)
            #expect(throws: DataDirectoryInUse.self) { try DataDirectoryLock(directory) }
            withExtendedLifetime(lock) {}
        }
    }
}
