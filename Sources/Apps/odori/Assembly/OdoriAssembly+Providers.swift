import AsyncHTTPClient
import OdoriConsole
import OdoriDomain
import OdoriGoogleAuth
import OdoriLocal
import OdoriPorts
import OdoriSettings

extension OdoriAssembly {
    static var now: Timestamp { SystemClock().now }

    /// Whether Google Cloud gives a token, which costs nothing. What the token may do is seen with the first call.
    func vertexAI() async -> Diagnosis.Finding {
        let google = settings.google
        do {
            let credentials = try await GoogleCredentials.find(
                .init(
                    file: google.credentialsFile, userFile: google.userCredentialsFile,
                    metadataHost: google.metadataHost, skipsMetadata: google.skipsMetadata),
                http: HTTPClient.shared, clock: SystemClock())
            _ = try await credentials.tokens.current()
            return .good("gives a token")
        } catch {
            return .bad("gives no token: \(error)")
        }
    }
}
