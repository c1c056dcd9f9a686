import Foundation
import ServiceLifecycle

/// Ends when standard input does: a child whose parent holds its input never outlives the parent.
struct EndOfInput: Service {
    func run() async throws {
        let (ends, continuation) = AsyncStream<Never>.makeStream()
        // A read of its own thread's cannot be interrupted and need not be: the thread goes with the process.
        Thread.detachNewThread {
            while !FileHandle.standardInput.availableData.isEmpty {}
            continuation.finish()
        }
        for await _ in ends.cancelOnGracefulShutdown() {}
    }
}
