import AsyncHTTPClient
import Foundation
import Logging
import OdoriAPI
import OdoriDomain
import OdoriGoogleQueues
import OdoriHTTP
import OdoriLocal
import OdoriScratch
import OdoriSettings
import SystemPackage

/// Puts the API together; the only file of this process that names an adapter.
struct APIAssembly {
    private static let standardPort = 8080
    /// Requests are short, but for uploads.
    private static let patience = Duration.seconds(8)

    let settings: Settings
    private let logger = Logger(label: "odori-api")

    init(settings: Settings) {
        self.settings = settings
    }

    func run() async throws {
        let api = APIRouter(try services())
        let server = HTTPServer.make(
            api.router,
            host: settings.host,
            port: settings.port ?? Self.standardPort,
            logger: logger
        )
        let host = ServiceHost(
            services: [server, api.feed],
            isSupervised: settings.isSupervised,
            patience: Self.patience,
            logger: logger
        )
        try await host.run()
    }

    private func services() throws -> APIServices {
        let data = FilePath(settings.dataDirectory)
        let secrets = LocalSecrets(dataDirectory: settings.dataDirectory)
        let linkSecret = try settings.api.linkSecret ?? secrets.secret(named: "links")
        return APIServices(
            store: try SQLiteDocumentStore(path: data.appending("odori.sqlite")),
            objects: try DirectoryObjectStore(root: data),
            queue: CloudTasksQueue(queueConfiguration, http: Self.queueClient, clock: SystemClock()),
            clock: SystemClock(),
            identifiers: RandomIdentifiers(),
            signer: HMACSigner(secret: linkSecret.value),
            scratch: try DirectoryScratchSpace(root: FilePath(settings.scratchDirectory)),
            settings: try apiSettings(secrets),
            logger: logger
        )
    }

    /// Lives as long as the process. A queue that is down is told at once, and so is the caller.
    private static let queueClient: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    private var queueConfiguration: CloudTasksConfiguration {
        let tasks = settings.tasks
        return CloudTasksConfiguration(
            baseURL: "http://\(tasks.emulatorHost)",
            project: tasks.project,
            location: tasks.location,
            workerURL: tasks.workerURL,
            mediaWorkerURL: tasks.mediaWorkerURL,
            identity: PushIdentity(email: tasks.serviceAccount, audience: tasks.audience),
            callDeadline: .seconds(3)
        )
    }

    private func apiSettings(_ secrets: LocalSecrets) throws -> APISettings {
        let keys = try settings.api.keys.isEmpty ? [madeKey(secrets)] : settings.api.keys
        return APISettings(
            keys: BearerKeys(keys.map { ($0.owner, $0.sha256) }),
            maxCount: settings.api.maxCount,
            bucket: settings.bucket,
            objectPrefix: settings.objectPrefix,
            publicURL: settings.api.publicURL ?? listeningURL,
            hasLinks: settings.api.mediaLinks == .signed,
            tariffs: settings.providers.tariffs,
            egress: settings.egress,
            webhookSchedule: settings.webhooks.schedule,
            rateLimit: settings.api.rateLimit.map(Double.init),
            corsOrigins: Set(settings.api.corsOrigins)
        )
    }

    /// The key of a machine that names none; whoever makes it says it once.
    private func madeKey(_ secrets: LocalSecrets) throws -> APIKey {
        let (key, isNew) = try secrets.apiKey()
        if isNew {
            let sentence = "No API key is configured, so one was made. It is kept in \(settings.dataDirectory)/api-key:"
            FileHandle.standardOutput.write(Data("\(sentence)\n\(key.value)\n".utf8))
        }
        return APIKey(owner: .local, clear: key)
    }

    private var listeningURL: String {
        let isAnywhere = ["0.0.0.0", "::"].contains(settings.host)
        return "http://\(isAnywhere ? "127.0.0.1" : settings.host):\(settings.port ?? Self.standardPort)"
    }
}
