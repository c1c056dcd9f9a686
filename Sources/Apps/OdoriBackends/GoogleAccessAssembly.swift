import AsyncHTTPClient
import OdoriDomain
import OdoriGoogleAuth
import OdoriLocal
import OdoriSettings

/// Who this process is to Google, and how it calls.
struct GoogleAccess: Sendable {
    /// Lives as long as the process. A service that is down is told at once: who hands work back has no time to wait.
    static let http = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: GoogleCaller.clientConfiguration)

    /// Nil where nothing that is called asks for any.
    let credentials: GoogleCredentials?
    let project: String

    static func find(_ settings: Settings) async throws -> GoogleAccess {
        let google = settings.google
        let isQueueOurs =
            settings.queue == .pubsub ? settings.pubSub.emulatorURL != nil : settings.tasks.emulatorHost != nil
        let asksForCredentials =
            settings.store == .firestore && google.firestoreURL == nil
            || settings.objects == .gcs && google.storageURL == nil || !isQueueOurs
        guard asksForCredentials else {
            return GoogleAccess(credentials: nil, project: google.project ?? settings.tasks.project)
        }
        do {
            let credentials = try await GoogleCredentials.find(
                .init(
                    file: google.credentialsFile,
                    userFile: google.userCredentialsFile,
                    metadataHost: google.metadataHost,
                    skipsMetadata: google.skipsMetadata
                ),
                http: http,
                clock: SystemClock()
            )
            var project = google.project
            if project == nil { project = try await credentials.project() }
            guard let project else {
                throw SettingsProblems([.init("GOOGLE_CLOUD_PROJECT", "must be set: the credentials name no project")])
            }
            return GoogleAccess(credentials: credentials, project: project)
        } catch let error as OdoriError where error.kind == .permanent {
            throw SettingsProblems([.init("GOOGLE_APPLICATION_CREDENTIALS", "gives no credentials: \(error.message)")])
        }
    }

    func caller(isEmulator: Bool) -> GoogleCaller {
        GoogleCaller(http: Self.http, tokens: isEmulator ? nil : credentials?.tokens)
    }
}
