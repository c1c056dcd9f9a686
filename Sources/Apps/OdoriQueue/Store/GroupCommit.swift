import GRDB
import Logging
import ServiceLifecycle
import Synchronization

/// The one writer of the store: what many callers ask for at the same time becomes one transaction and one `fsync`.
///
/// While a transaction commits, further work gathers for the next one; nobody waits for a timer. When a caller resumes,
/// its work is on disk.
final class GroupCommit: Service {
    private struct Job: Sendable {
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
        afterCommit: @escaping @Sendable (Value) -> Void = { _ in }
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            let job = Job { db in
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
            settlements = try await database.write { db in
                try batch.map { job in
                    do {
                        return try job.run(db)
                    } catch let refusal as APIError {
                        return { job.fail(refusal) }
                    }
                }
            }
        } catch {
            logger.error("A transaction failed", metadata: ["error": "\(error)", "size": "\(batch.count)"])
            for job in batch { job.fail(error) }
            return
        }
        for settle in settlements { settle() }
    }
}
