import GRDB
import Logging
import ServiceLifecycle
import Synchronization

/// The one writer of the store: what many callers ask for at the same time becomes one transaction and one `fsync`.
///
/// While a transaction commits, further work gathers for the next one; nobody waits for a timer. When a caller resumes,
/// its work is on disk, unless it asked for less.
final class GroupCommit: Service {
    /// When what was done is safe from a power cut; from the death of the process it is when the caller resumes.
    enum Durability: Sendable {
        /// When the caller resumes.
        case immediate
        /// With the next immediate commit: for what the queue would only do once more, such as a push.
        case deferred
    }

    private struct Job: Sendable {
        let durability: Durability
        /// Does the work, and returns what is to be done once it is committed.
        let run: @Sendable (Database) throws -> (@Sendable () -> Void)
        let fail: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Job] = []
        var isClosed = false
    }

    private static let largestBatch = 256
    private static let mostWaiting = 50_000

    private let database: any DatabaseWriter
    private let logger: Logger
    private let signal = Signal()
    private let state = Mutex(State())
    /// What SQLite's writing connection is set to.
    private let setting = Mutex(Durability.immediate)

    init(database: any DatabaseWriter, logger: Logger) {
        self.database = database
        self.logger = logger
    }

    /// Does work in the next transaction, and returns when it is committed.
    ///
    /// - Parameters:
    ///   - work: Must throw an `APIError` before it writes anything; that ends this work alone. Any other error undoes
    ///     the whole transaction, and every caller in it gets that error.
    ///   - afterCommit: Runs on the writer, in the order of the commits, before the next transaction begins.
    func perform<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value,
        durability: Durability = .immediate,
        afterCommit: @escaping @Sendable (Value) -> Void = { _ in }
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            let job = Job(durability: durability) { db in
                let value = try work(db)
                return {
                    afterCommit(value)
                    continuation.resume(returning: value)
                }
            } fail: { error in
                continuation.resume(throwing: error)
            }
            let isAccepted = state.withLock { state in
                guard !state.isClosed, state.waiting.count < Self.mostWaiting else { return false }
                state.waiting.append(job)
                return true
            }
            if isAccepted {
                signal.raise()
            } else {
                job.fail(APIError.unavailable("The server is stopping or overloaded."))
            }
        }
    }

    /// Commits until the group shuts down and nothing waits any more.
    func run() async throws {
        await withGracefulShutdownHandler {
            while let batch = await nextBatch() {
                await commit(batch)
            }
        } onGracefulShutdown: {
            self.close()
        }
        for job in state.withLock({ state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }) {
            job.fail(APIError.unavailable("The server is stopping."))
        }
    }

    private func close() {
        state.withLock { $0.isClosed = true }
        signal.raise()
    }

    private func nextBatch() async -> [Job]? {
        while !Task.isCancelled {
            let (batch, isClosed) = state.withLock { state in
                let batch = Array(state.waiting.prefix(Self.largestBatch))
                state.waiting.removeFirst(batch.count)
                return (batch, state.isClosed)
            }
            if !batch.isEmpty { return batch }
            if isClosed { return nil }
            await signal.wait()
        }
        return nil
    }

    private func commit(_ batch: [Job]) async {
        let settlements: [@Sendable () -> Void]
        do {
            let durability: Durability = batch.contains { $0.durability == .immediate } ? .immediate : .deferred
            settlements = try await database.writeWithoutTransaction { db in
                try self.wait(for: durability, db)
                var settlements: [@Sendable () -> Void] = []
                try db.inTransaction(.immediate) {
                    settlements = try batch.map { try Self.run($0, db) }
                    return .commit
                }
                return settlements
            }
        } catch {
            logger.error("A transaction failed", metadata: ["error": "\(error)", "size": "\(batch.count)"])
            for job in batch { job.fail(error) }
            return
        }
        for settle in settlements { settle() }
    }

    /// What is to be done once the transaction is committed.
    private static func run(_ job: Job, _ db: Database) throws -> @Sendable () -> Void {
        do {
            return try job.run(db)
        } catch let refusal as APIError {
            return { job.fail(refusal) }
        }
    }

    /// Has SQLite wait for the disk at the end of the next transaction, or not. What was not waited for lies before the next commit in
    /// the same log, so that one brings it to the disk too.
    private func wait(for durability: Durability, _ db: Database) throws {
        try setting.withLock { setting in
            guard setting != durability else { return }
            try db.execute(sql: "PRAGMA synchronous = \(durability == .immediate ? "FULL" : "NORMAL")")
            setting = durability
        }
    }
}
