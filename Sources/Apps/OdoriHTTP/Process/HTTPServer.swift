package import Hummingbird
package import Logging

/// A router behind a listening address, as both servers run it.
package enum HTTPServer {
    /// - Parameter port: 0 = any free one; the one taken is logged.
    package static func make<Context: IdentifiedContext>(
        _ router: Router<Context>,
        host: String,
        port: Int,
        logger: Logger
    ) -> some ApplicationProtocol where Context.Source == ApplicationRequestContextSource {
        Application(
            router: router,
            server: .http1(configuration: .init(idleTimeout: .seconds(75))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            logger: logger
        )
    }
}
