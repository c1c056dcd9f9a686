import ArgumentParser
import Foundation
import Logging
import NIOCore
import OdoriQueue
import ServiceLifecycle
import UnixSignals

/// Serves the Cloud Tasks API on this machine.
@main
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odori-queue",
        abstract: "A durable local server for the Cloud Tasks v2 REST API.",
        discussion: """
            Create queues and tasks as on cloudtasks.googleapis.com; tasks are pushed over HTTP when they are due, \
            with retries, and survive a kill -9. Google's own clients work when their API endpoint is set to this \
            server.

            Pushes with an oidcToken are signed with the server's own key. Verifiers find issuer and keys at \
            /.well-known/openid-configuration. With \(ParentWatch.variable)=1 in the environment the server stops when \
            its standard input ends.
            """
    )

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 for any free one.")
    var port = 8123

    @Option(help: "Where queues, tasks and the signing key are kept.", completion: .directory)
    var dataDir = ".odori/queue"

    @Option(
        help: "The least level to log: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).",
        transform: Self.level
    )
    var logLevel = Logger.Level.info

    /// One loop reads and writes all connections, so that it is awake when the next request comes; tasks have threads of their own.
    static func main() async {
        NIOSingletons.groupLoopCountSuggestion = 1
        await main(nil)
    }

    func run() async throws {
        var logger = Logger(label: "odori-queue") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = logLevel
        let server = QueueServer(
            configuration: QueueConfiguration(host: host, port: port, dataDirectory: URL(filePath: dataDir)),
            logger: logger
        )
        let announcement = ClosureService {
            let line = "odori-queue listening on \(try await server.baseURL)\n"
            FileHandle.standardOutput.write(Data(line.utf8))
        }
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: server),
            .init(service: announcement, successTerminationBehavior: .ignore),
        ]
        if ProcessInfo.processInfo.environment[ParentWatch.variable] == "1" {
            services.append(.init(service: ParentWatch(), successTerminationBehavior: .gracefullyShutdownGroup))
        }
        var configuration = ServiceGroupConfiguration(services: services, logger: logger)
        configuration.gracefulShutdownSignals = [.sigterm, .sigint]
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        try await ServiceGroup(configuration: configuration).run()
    }

    private static func level(_ name: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: name) else { throw ValidationError("There is no level \"\(name)\".") }
        return level
    }
}
