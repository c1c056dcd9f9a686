import AsyncHTTPClient
import Logging
import NIOCore
import OdoriBackends
import OdoriC2PA
import OdoriDomain
import OdoriEgress
import OdoriFal
import OdoriJobs
import OdoriKling
import OdoriLocal
import OdoriMiniMax
import OdoriPipeline
import OdoriPorts
import OdoriSettings
import OdoriStudio
import SystemPackage

extension WorkerAssembly {
    /// Long enough for an order that waits at its provider for its turn.
    private static let linkHours: Int64 = 24

    /// Who transfers motion, in the order of the settings.
    func motions(data: FilePath, http: HTTPClient, _ backends: Backends) throws -> [any MotionTransfer] {
        try settings.providers.motions.map { motion in
            switch motion {
            case .studio: StudioMotionTransfer(directory: data.appending("studio"), clock: clock)
            case .kling: try kling(http, backends)
            case .fal: try fal(http, backends)
            }
        }
    }

    private func kling(_ http: HTTPClient, _ backends: Backends) throws -> KlingMotionTransfer {
        let kling = settings.providers.kling
        let access: KlingAccess =
            switch kling.access {
            case .pair(let accessKey, let secretKey):
                .pair(accessKey: accessKey.value, secretKey: secretKey.value)
            case .key(let key): .key(key.value)
            case nil: .key("")
            }
        return KlingMotionTransfer(
            KlingConfiguration(
                baseURL: kling.baseURL,
                access: access,
                model: kling.model,
                resolution: kling.resolution,
                tariff: tariff(of: .kling),
                unitPrice: kling.unitPrice,
                slots: kling.slots
            ),
            http: http,
            links: try assetLinks(backends),
            fetcher: CurlLinkFetcher(settings.egress),
            clock: clock
        )
    }

    private func fal(_ http: HTTPClient, _ backends: Backends) throws -> FalMotionTransfer {
        FalMotionTransfer(
            falConfiguration, http: http, links: try assetLinks(backends), fetcher: CurlLinkFetcher(settings.egress),
            clock: clock)
    }

    private var falConfiguration: FalConfiguration {
        let fal = settings.providers.fal
        return FalConfiguration(
            queueURL: fal.queueURL, key: fal.key?.value ?? "", model: fal.model, tariff: tariff(of: .fal),
            slots: fal.slots)
    }

    private func tariff(of motion: Settings.Motion) -> Tariff {
        settings.providers.tariffs.motionByProvider[motion.rawValue] ?? .free
    }

    /// Under which providers fetch pictures and references.
    private func assetLinks(_ backends: Backends) throws -> any AssetLinks {
        if let links = backends.links { return links }
        let secrets = LocalSecrets(dataDirectory: settings.dataDirectory)
        let secret = try settings.api.linkSecret ?? secrets.secret(named: "links")
        return SignedMediaLinks(
            signer: HMACSigner(secret: secret.value), clock: clock, publicURL: settings.api.publicURL ?? "",
            hours: Self.linkHours)
    }

    /// Nil where providers are given no address for callbacks. Only those are whose signatures can be verified.
    func callbacks(_ http: HTTPClient) throws -> CallbackServices? {
        let secrets = LocalSecrets(dataDirectory: settings.dataDirectory)
        guard settings.handsOutCallbacks, let secret = try settings.callbackSecret(secrets) else { return nil }
        var readers: [any CallbackReader] = []
        if settings.providers.motions.contains(.kling), !settings.providers.kling.webhookSecrets.isEmpty {
            readers.append(KlingCallbackReader(secrets: settings.providers.kling.webhookSecrets, clock: clock))
        }
        if settings.providers.motions.contains(.fal) {
            let keys = FalKeySet(url: settings.providers.fal.keysURL, http: http, clock: clock)
            readers.append(FalCallbackReader(falConfiguration, keys: keys, clock: clock))
        }
        return CallbackServices(
            links: CallbackLinks(
                signer: HMACSigner(secret: secret.value), publicURL: settings.api.publicURL ?? ""),
            readers: readers)
    }

    func miniMax(_ http: HTTPClient) -> MiniMaxMusicComposer {
        let miniMax = settings.providers.miniMax
        return MiniMaxMusicComposer(
            MiniMaxConfiguration(
                baseURL: miniMax.baseURL, key: miniMax.key?.value ?? "", model: miniMax.model,
                tariff: settings.providers.tariffs.music),
            http: http)
    }

    /// Nil where files are not signed.
    var signer: (any ProvenanceSigner)? {
        settings.signing.map { signing in
            C2PASigner(
                C2PAConfiguration(
                    python: signing.python, certificate: FilePath(signing.certificate), key: FilePath(signing.key),
                    timestamps: signing.timestamps))
        }
    }

    /// The one client that providers are called with, while `body` runs.
    ///
    /// It follows no redirect and repeats nothing by itself: a submission is sent once or not at all.
    static func withProviderHTTP(_ body: (HTTPClient) async throws -> Void) async throws {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(10))
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        let http = HTTPClient(configuration: configuration)
        do {
            try await body(http)
        } catch {
            try await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }
}
