import AsyncHTTPClient
import Foundation
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// A durable local server for the Cloud Tasks v2 REST API, which pushes tasks over HTTP.
///
/// A task that was accepted is on disk and is pushed until it succeeds or its retries are used up, whatever happens to
/// the process. Run it as a service; `baseURL` tells where it listens.
package struct QueueServer: Service {
    /// Far above what queues allow together, so that it is the queues that limit.
    private static let connectionsPerHost = 8192

    private let configuration: QueueConfiguration
    private let time: any TimeSource
    private let logger: Logger
    private let listening = Promise<String>()

    /// A server that is not yet running.
    ///
    /// - Parameter time: What it takes the time from; everything but the network waits by it.
    package init(configuration: QueueConfiguration, time: any TimeSource = SystemTime(), logger: Logger) {
        self.configuration = configuration
        self.time = time
        self.logger = logger
    }

    /// `http://host:port` once the server listens, also the issuer of its tokens; throws when it could not start.
    package var baseURL: String {
        get async throws { try await listening.value }
    }

    /// Serves and dispatches until the task is cancelled or its service group shuts down.
    package func run() async throws {
        do {
            try await serve()
            listening.settle(.failure(CancellationError()))
        } catch {
            listening.settle(.failure(error))
            throw error
        }
    }

    private func serve() async throws {
        let lock = try DataDirectoryLock(configuration.dataDirectory)
        defer { withExtendedLifetime(lock) {} }
        let key = try SigningKey(directory: configuration.dataDirectory)
        let store = try TaskStore(directory: configuration.dataDirectory, time: time, logger: logger)
        let index = DispatchIndex()
        let counts = PushCounts()
        let client = HTTPClient(configuration: Self.clientConfiguration)
        let dispatcher = Dispatcher(
            index: index,
            store: store,
            pusher: CountingPusher(
                base: HTTPPusher(
                    plain: PlainPushes(group: client.eventLoopGroup),
                    encrypted: EncryptedPushes(client: client, time: time),
                    tokens: TokenIssuer(key: key, issuer: listening, time: time)
                ),
                counts: counts
            ),
            time: time,
            grace: configuration.shutdownGrace,
            isReady: { _ = try await listening.value },
            logger: logger
        )
        // Shutdown runs from the last to the first: the API closes, attempts end, the writer commits what is left.
        let group = ServiceGroup(
            services: [
                store.writer, Housekeeper(store: store, time: time, logger: logger), dispatcher,
                application(store: store, index: index, key: key, counts: counts),
            ],
            logger: logger
        )
        do {
            try await group.run()
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    private func application(
        store: TaskStore, index: DispatchIndex, key: SigningKey, counts: PushCounts
    ) -> some ApplicationProtocol {
        let router = Router()
        router.add(middleware: ErrorMiddleware())
        QueueRoutes(store: store, index: index).add(to: router)
        TaskRoutes(store: store, index: index, time: time).add(to: router)
        TaskBatchRoute(store: store, index: index, time: time).add(to: router)
        IdentityRoutes(key: key, baseURL: listening, store: store).add(to: router)
        DiscoveryRoutes(baseURL: listening).add(to: router)
        MetricsRoutes(store: store, counts: counts, time: time).add(to: router)
        return Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: "odori-queue"
            ),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.port
                listening.settle(.success("http://\(reachableHost):\(port)"))
            },
            logger: logger
        )
    }

    /// Where a client on this machine reaches the server; an address that means "all" is none to connect to.
    private var reachableHost: String {
        switch configuration.host {
        case "0.0.0.0", "::", "": "127.0.0.1"
        case let host where host.contains(":"): "[\(host)]"
        case let host: host
        }
    }

    static var clientConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(10))
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool = .init(
            idleTimeout: .seconds(30),
            concurrentHTTP1ConnectionsPerHostSoftLimit: connectionsPerHost
        )
        // A target that refuses is a failed attempt, and the queue's own back-off decides about the next.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Nobody collects spans; describing each push for them is not free.
        configuration.tracing.tracer = nil
        return configuration
    }
}
