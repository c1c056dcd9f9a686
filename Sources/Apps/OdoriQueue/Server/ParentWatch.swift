import Dispatch
import Foundation
import ServiceLifecycle

/// Ends when standard input does, which is when the process that started this one is gone, however it went.
///
/// Put it into a service group that shuts down gracefully when it ends.
package struct ParentWatch: Service {
    /// The variable that asks for it, with the value `1`.
    package static let variable = "ODORI_SUPERVISED"

    private let descriptor: Int32

    /// Watches a descriptor, standard input by default.
    package init(descriptor: Int32 = 0) {
        self.descriptor = descriptor
    }

    /// Returns at the end of the input, or when the group shuts down for another reason.
    package func run() async throws {
        let (ends, continuation) = AsyncStream<Never>.makeStream()
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        source.setEventHandler { [descriptor] in
            var discarded = [UInt8](repeating: 0, count: 4096)
            let count = read(descriptor, &discarded, discarded.count)
            if count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) { continuation.finish() }
        }
        source.resume()
        defer { source.cancel() }
        await cancelWhenGracefulShutdown {
            for await _ in ends {}
        }
    }
}
