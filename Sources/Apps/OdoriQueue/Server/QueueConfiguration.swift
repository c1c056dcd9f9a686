package import Foundation

/// What a queue server needs to know to start.
package struct QueueConfiguration: Sendable {
    /// The address to listen on.
    package var host: String
    /// The port to listen on; 0 for any free one, which `QueueServer.baseURL` then tells.
    package var port: Int
    /// Where queues, tasks and the signing key are kept; created when missing, held by one server at a time.
    package var dataDirectory: URL
    /// How long attempts in flight may go on after shutdown has begun; what is not done by then is pushed again at
    /// the next start.
    package var shutdownGrace: Duration

    /// A configuration; only the data directory has no default.
    package init(
        host: String = "127.0.0.1", port: Int = 8123, dataDirectory: URL, shutdownGrace: Duration = .seconds(5)
    ) {
        self.host = host
        self.port = port
        self.dataDirectory = dataDirectory
        self.shutdownGrace = shutdownGrace
    }
}
