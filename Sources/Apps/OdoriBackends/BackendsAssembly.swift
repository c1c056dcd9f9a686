import AsyncHTTPClient
import Foundation
import OdoriCloudStorage
import OdoriDomain
import OdoriFirestore
import OdoriGoogleAuth
import OdoriGoogleQueues
import OdoriLocal
package import OdoriPorts
package import OdoriSettings
import SystemPackage

/// The store, the objects and the queue that the settings choose, for every program that needs them.
package struct Backends: Sendable {
    package let store: any DocumentStore
    package let objects: any ObjectStore
    package let queue: any TaskQueue
    /// Links to objects for others to fetch, where the place of the objects makes them itself.
    package let links: (any AssetLinks)?
    /// Where pushes come from Pub/Sub's emulator: makes its topic and the subscription that pushes to the given address.
    package let preparePushes: (@Sendable (String) async throws -> Void)?
    /// Who is let in to push.
    package let verifier: any TokenVerifier

    /// Opens what the settings choose. Nothing of Google's is asked for credentials where all of it is an emulator.
    ///
    /// - Parameter queueDeadline: how long one call of the queue may take.
    /// - Throws: `SettingsProblems` when there are no credentials that can be used; `OdoriError` when a store cannot be opened.
    package static func open(_ settings: Settings, queueDeadline: Duration = .seconds(10)) async throws -> Backends {
        let google = try await GoogleAccess.find(settings)
        let data = FilePath(settings.dataDirectory)
        try FileManager.default.createDirectory(atPath: data.string, withIntermediateDirectories: true)
        let (objects, links) = try objects(settings, google, data)
        return Backends(
            store: try store(settings, google, data),
            objects: objects,
            queue: queue(settings, google, queueDeadline),
            links: links,
            preparePushes: preparation(settings, google, queueDeadline),
            verifier: verifier(settings)
        )
    }

    private static func store(
        _ settings: Settings, _ google: GoogleAccess, _ data: FilePath
    ) throws -> any DocumentStore {
        switch settings.store {
        case .sqlite: return try SQLiteDocumentStore(path: data.appending("odori.sqlite"))
        case .firestore:
            let emulator = settings.google.firestoreURL
            return FirestoreDocumentStore(
                FirestoreConfiguration(
                    baseURL: emulator ?? "https://firestore.googleapis.com",
                    project: google.project,
                    database: settings.google.database
                ),
                caller: google.caller(isEmulator: emulator != nil),
                clock: SystemClock()
            )
        }
    }

    private static func objects(
        _ settings: Settings, _ google: GoogleAccess, _ data: FilePath
    ) throws -> (any ObjectStore, (any AssetLinks)?) {
        switch settings.objects {
        case .directory: return (try DirectoryObjectStore(root: data), nil)
        case .gcs:
            let emulator = settings.google.storageURL
            let configuration = CloudStorageConfiguration(
                baseURL: emulator ?? "https://storage.googleapis.com",
                bucket: settings.bucket,
                sessions: data.appending("uploads")
            )
            let caller = google.caller(isEmulator: emulator != nil)
            let signer = emulator == nil ? google.credentials?.signer : nil
            return (
                CloudStorageObjectStore(configuration, caller: caller, clock: SystemClock()),
                signer.map { StorageURLSigner(configuration, signer: $0, clock: SystemClock()) }
            )
        }
    }

    private static func queue(
        _ settings: Settings, _ google: GoogleAccess, _ deadline: Duration
    ) -> any TaskQueue {
        switch settings.queue {
        case .cloudtasks: cloudTasks(settings, google, deadline)
        case .pubsub: pubSub(settings, google, deadline)
        }
    }

    private static func preparation(
        _ settings: Settings, _ google: GoogleAccess, _ deadline: Duration
    ) -> (@Sendable (String) async throws -> Void)? {
        // A variable that is set for something else on this machine asks nothing of a worker that needs no Pub/Sub.
        guard settings.pubSub.emulatorURL != nil, settings.queue == .pubsub || settings.objects == .gcs else {
            return nil
        }
        let queue = pubSub(settings, google, deadline)
        return { try await queue.prepare(pushingTo: $0) }
    }

    private static func pubSub(_ settings: Settings, _ google: GoogleAccess, _ deadline: Duration) -> PubSubQueue {
        let emulator = settings.pubSub.emulatorURL
        let configuration = PubSubConfiguration(
            baseURL: emulator ?? "https://pubsub.googleapis.com",
            project: google.project,
            topic: settings.pubSub.topic,
            callDeadline: deadline
        )
        let tokens = emulator == nil ? google.credentials?.tokens : nil
        return PubSubQueue(configuration, http: GoogleAccess.http, clock: SystemClock(), tokens: tokens)
    }

    private static func cloudTasks(
        _ settings: Settings, _ google: GoogleAccess, _ deadline: Duration
    ) -> CloudTasksQueue {
        let tasks = settings.tasks
        let configuration = CloudTasksConfiguration(
            baseURL: tasks.baseURL,
            project: tasks.emulatorHost == nil ? google.project : tasks.project,
            location: tasks.location,
            workerURL: tasks.workerURL,
            mediaWorkerURL: tasks.mediaWorkerURL,
            identity: PushIdentity(
                email: tasks.serviceAccount, audience: tasks.audience, mediaAudience: tasks.mediaAudience),
            callDeadline: deadline
        )
        let tokens = tasks.emulatorHost == nil ? google.credentials?.tokens : nil
        return CloudTasksQueue(configuration, http: GoogleAccess.http, clock: SystemClock(), tokens: tokens)
    }

    private static func verifier(_ settings: Settings) -> any TokenVerifier {
        let tasks = settings.tasks
        switch tasks.auth {
        case .iam: return IAMTokenVerifier(callers: Set(tasks.callers), clock: SystemClock())
        case .oidc:
            return OIDCTokenVerifier(
                issuer: tasks.emulatorHost.map { .discovered(at: "http://\($0)") } ?? .google,
                audiences: [tasks.audience, tasks.mediaAudience],
                callers: Set(tasks.callers),
                http: .shared,
                clock: SystemClock()
            )
        }
    }
}
