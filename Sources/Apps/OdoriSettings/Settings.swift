import Foundation
package import OdoriDomain

/// What the environment says, read once at the start of a process; defaults filled in.
package struct Settings: Sendable, Hashable {
    package var mode: Mode
    package var store: Store
    package var objects: Objects
    package var queue: Queue
    package var google: Google
    package var pubSub: PubSub
    /// Absolute.
    package var dataDirectory: String
    /// Absolute.
    package var scratchDirectory: String
    /// What the worker puts into the catalogue.
    package var catalogue: Catalogue
    /// What the worker encodes video with.
    package var encoder: VideoEncoder
    package var host: String
    /// What `PORT` says; each process has its own default.
    package var port: Int?
    /// The end of standard input ends the process.
    package var isSupervised: Bool
    package var bucket: String
    package var objectPrefix: String
    package var api: API
    package var tasks: Tasks
    package var engine: Engine
    package var providers: Providers
    /// Where downloads may come from.
    package var egress: EgressPolicy
    package var webhooks: Webhooks
    /// Nil where files are not signed.
    package var signing: Signing?
    /// A picture's absolute path; nil = deliverables carry none.
    package var logo: String?
    package var log: Log

    /// What the API alone reads.
    package struct API: Sendable, Hashable {
        /// Empty when none is configured: embedded mode then uses `LocalSecrets.apiKey()`.
        package var keys: [APIKey]
        /// The key that commands on this machine present; nil when it is not known in clear.
        package var clientKey: Secret?
        /// Without a trailing slash; nil = where the API listens.
        package var publicURL: String?
        /// Nil: embedded mode uses `LocalSecrets.secret(named:)`.
        package var linkSecret: Secret?
        package var mediaLinks: MediaLinks
        package var maxCount: Int
        /// Requests a second for each key; nil = without end.
        package var rateLimit: Int?
        /// `scheme://host[:port]`, or `*` alone; empty = pages of other origins are kept out.
        package var corsOrigins: [String]
    }

    /// Links beside `gs://` URLs.
    package enum MediaLinks: String, Sendable, CaseIterable {
        /// Through the API, good for a while.
        case signed
        /// To the bucket itself, which everybody may read.
        case `public`
        case none
    }

    /// How pushes are ordered and who may make them.
    package struct Tasks: Sendable, Hashable {
        package var project: String
        package var location: String
        /// `host:port` of a server that speaks Cloud Tasks' wire; nil = the service itself.
        package var emulatorHost: String?
        package var auth: WorkerAuth
        /// Without a trailing slash.
        package var workerURL: String
        /// Without a trailing slash; the worker's own unless configured.
        package var mediaWorkerURL: String
        package var serviceAccount: String
        package var audience: String
        /// Of the pushes of media work: made out to the worker that they go to, unless one audience is configured for all.
        package var mediaAudience: String
        /// E-mail addresses whose tokens are let in.
        package var callers: [String]

        /// Where tasks are created, without a trailing slash.
        package var baseURL: String {
            emulatorHost.map { "http://\($0)" } ?? "https://cloudtasks.googleapis.com"
        }
    }

    /// The references that there are before anybody has added one.
    package enum Catalogue: String, Sendable, CaseIterable {
        /// Three dances, drawn here.
        case studio
        /// None; what an earlier start put in stays.
        case empty
    }

    /// The engine's times.
    package struct Engine: Sendable, Hashable {
        package var lease: Duration
        package var poll: Duration
        package var ambiguous: AmbiguousPolicy
        package var sweep: Duration
    }

    /// How callers are told of events.
    package struct Webhooks: Sendable, Hashable {
        /// Empty: embedded mode uses `LocalSecrets.webhookSecret()`.
        package var secrets: [WebhookSecret]
        package var schedule: WebhookSchedule
    }

    /// What is logged, and how.
    package struct Log: Sendable, Hashable {
        package var format: LogFormat
        package var level: LogLevel
        /// In whose traces log lines are found; nil = none is named.
        package var project: String?
    }

    /// The form of a log line.
    package enum LogFormat: String, Sendable, CaseIterable {
        case text, json
    }

    /// The least level that is logged.
    package enum LogLevel: String, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }
}

/// A key that clients present: known by its SHA-256 only, bound to an owner.
package struct APIKey: Sendable, Hashable {
    package var owner: OwnerID
    /// SHA-256 of the key in lower-case hex.
    package var sha256: String

    package init(owner: OwnerID, sha256: String) {
        self.owner = owner
        self.sha256 = sha256
    }

    /// A key that is known in clear.
    package init(owner: OwnerID, clear: Secret) {
        self.init(owner: owner, sha256: hexSHA256(Data(clear.value.utf8)))
    }
}
