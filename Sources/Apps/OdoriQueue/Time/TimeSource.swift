import AsyncHTTPClient
import Foundation
import NIOCore

/// What tells the server the time and lets it wait, so that tests can pass time without sleeping.
package protocol TimeSource: Sendable {
    /// The present instant.
    func now() -> Timestamp
    /// Returns at that instant or later; throws `CancellationError` when the task is cancelled first.
    func sleep(until instant: Timestamp) async throws
}

/// The machine's own clock.
///
/// Waits are timers of an event loop and not `Task.sleep`: a cancelled `Task.sleep` keeps its memory until its time
/// has come, and every push waits for a deadline of ten minutes that is nearly always cancelled within milliseconds.
package struct SystemTime: TimeSource {
    /// A wall clock may jump, so no single wait is longer than this; whoever waits looks at the clock again.
    private static let longestWait: Duration = .seconds(60)

    /// The machine's own clock.
    package init() {}

    /// The machine's wall-clock time.
    package func now() -> Timestamp {
        Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }

    /// Waits on an event loop's timer; a jump of the wall clock is noticed within a minute.
    package func sleep(until instant: Timestamp) async throws {
        while true {
            try Task.checkCancellation()
            let remaining = instant - now()
            guard remaining > .zero else { return }
            let wait = TimeAmount.microseconds(min(remaining, Self.longestWait).microseconds + 1)
            let timer = HTTPClient.defaultEventLoopGroup.next().scheduleTask(in: wait) {}
            do {
                try await withTaskCancellationHandler {
                    try await timer.futureResult.get()
                } onCancel: {
                    timer.cancel()
                }
            } catch is EventLoopError {
                throw CancellationError()
            }
        }
    }
}
