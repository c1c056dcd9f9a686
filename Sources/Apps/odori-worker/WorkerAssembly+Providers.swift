import AsyncHTTPClient
import Logging
import NIOCore
import OdoriBackends
import OdoriDomain
import OdoriEgress
import OdoriJobs
import OdoriKling
import OdoriLocal
import OdoriPorts
import OdoriSettings
import OdoriStudio
import SystemPackage

extension WorkerAssembly {
    /// Long enough for an order that waits at its provider for its turn.
    private static let linkHours: Int64 = 24

    /// Who transfers motion.
    func motion(data: FilePath, http: HTTPClient, _ backends: Backends) throws -> any MotionTransfer {
        switch settings.providers.motion {
        case .studio: StudioMotionTransfer(directory: data.appending("studio"), clock: clock)
        case .kling: try kling(http, backends)
        }
    }

    private func kling(_ http: HTTPClient, _ backends: Backends) throws -> KlingMotionTransfer {
        let kling = settings.providers.kling
        let secrets = LocalSecrets(dataDirectory: settings.dataDirectory)
        let secret = try settings.api.linkSecret ?? secrets.secret(named: "links")
        return KlingMotionTransfer(
            KlingConfiguration(
                baseURL: kling.baseURL,
                key: kling.key?.value ?? "",
                model: kling.model,
                resolution: kling.resolution,
                tariff: settings.providers.tariffs.motion
            ),
            http: http,
            links: backends.links
                ?? SignedMediaLinks(
                    signer: HMACSigner(secret: secret.value),
                    clock: clock,
                    publicURL: settings.api.publicURL ?? "",
                    hours: Self.linkHours
                ),
            fetcher: CurlLinkFetcher(settings.egress),
            clock: clock
        )
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
