import Foundation
import Logging
import OdoriAPI
import OdoriBackends
import OdoriDomain
import OdoriHTTP
import OdoriLocal
import OdoriScratch
import OdoriSettings
import SystemPackage

/// Puts the API together; the only file of this process that names an adapter.
struct APIAssembly {
    private static let standardPort = 8080
    /// A queue that is down is told to the caller soon.
    private static let queueDeadline = Duration.seconds(3)
    /// Requests are short, but for uploads.
    private static let patience = Duration.seconds(8)

    let settings: Settings
    private let logger = Logger(label: "odori-api")

    init(settings: Settings) {
        self.settings = settings
    }

    func run() async throws {
        let backends = try await Backends.open(settings, queueDeadline: Self.queueDeadline)
        let api = APIRouter(try services(backends))
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

    private func services(_ backends: Backends) throws -> APIServices {
        let secrets = LocalSecrets(dataDirectory: settings.dataDirectory)
        let linkSecret = try settings.api.linkSecret ?? secrets.secret(named: "links")
        return APIServices(
            store: backends.store,
            objects: backends.objects,
            queue: backends.queue,
            clock: SystemClock(),
            identifiers: RandomIdentifiers(after: settings.store == .sqlite ? SystemClock() : nil),
            signer: HMACSigner(secret: linkSecret.value),
            scratch: try DirectoryScratchSpace(root: FilePath(settings.scratchDirectory)),
            settings: try apiSettings(secrets),
            logger: logger,
            callbackSigner: try settings.callbackSecret(secrets).map { HMACSigner(secret: $0.value) }
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
            hasLinks: settings.api.mediaLinks != .none,
            openLinks: settings.openLinks,
            tariffs: settings.providers.tariffs,
            motions: settings.providers.motions.map(\.rawValue),
            egress: settings.egress,
            webhookSchedule: settings.webhooks.schedule,
            rateLimit: settings.api.rateLimit.map(Double.init),
            corsOrigins: Set(settings.api.corsOrigins),
            // Each look at a store that is a service is a journey, and is paid for.
            eventPeriods: settings.store == .firestore
                ? .seconds(1) ... .seconds(5) : .milliseconds(400) ... .milliseconds(400),
            installation: installation
        )
    }

    private var installation: InstallationFacts {
        InstallationFacts(
            mode: settings.mode.rawValue,
            documents: settings.store.rawValue,
            objects: settings.objects.rawValue,
            providers: [
                "concepts": settings.providers.gemini.concepts.rawValue,
                "images": settings.providers.gemini.images.rawValue,
                "motion": settings.providers.motions.map(\.rawValue).joined(separator: ", "),
                "music": settings.providers.music.rawValue,
            ]
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
