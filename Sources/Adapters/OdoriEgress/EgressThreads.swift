import Foundation

/// Requests block a thread each, so they have threads of their own.
struct EgressThreads: Sendable {
    private let queue: OperationQueue

    /// - Parameter parallel: requests at once; more wait their turn.
    init(parallel: Int) {
        queue = OperationQueue()
        queue.name = "odori-egress"
        queue.maxConcurrentOperationCount = parallel
    }

    /// Cancelling the task calls the request off.
    func perform(_ transfer: Transfer) async -> TransferReport {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.addOperation { continuation.resume(returning: transfer.perform()) }
            }
        } onCancel: {
            transfer.callOff()
        }
    }
}
