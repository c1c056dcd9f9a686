package import Logging
package import ServiceLifecycle
import UnixSignals

/// Runs a process's services until it is asked to stop, and then for no longer than is allowed.
package struct ServiceHost: Sendable {
    private let services: [any Service]
    private let isSupervised: Bool
    private let patience: Duration
    private let logger: Logger

    /// - Parameters:
    ///   - services: shut down in reverse order, one after the other.
    ///   - isSupervised: the end of standard input is a request to stop, as SIGTERM and SIGINT are.
    ///   - patience: how long what is under way may still take after that.
    package init(services: [any Service], isSupervised: Bool, patience: Duration, logger: Logger) {
        self.services = services
        self.isSupervised = isSupervised
        self.patience = patience
        self.logger = logger
    }

    package func run() async throws {
        var all = services.map {
            ServiceGroupConfiguration.ServiceConfiguration(service: $0, successTerminationBehavior: .ignore)
        }
        if isSupervised {
            all.append(.init(service: EndOfInput(), successTerminationBehavior: .gracefullyShutdownGroup))
        }
        var configuration = ServiceGroupConfiguration(services: all, logger: logger)
        configuration.gracefulShutdownSignals = [.sigterm, .sigint]
        configuration.maximumGracefulShutdownDuration = patience
        try await ServiceGroup(configuration: configuration).run()
    }
}
