import OdoriDomain

/// Where tasks are created, and what they push to.
package struct CloudTasksConfiguration: Sendable, Hashable {
    /// `scheme://host[:port]`, without a path: `https://cloudtasks.googleapis.com` or a server that speaks its wire.
    package var baseURL: String
    package var project: String
    package var location: String
    /// `scheme://host[:port]` of the worker that tasks are pushed to.
    package var workerURL: String
    /// The worker of `odori-media` tasks; nil = the same as all others.
    package var mediaWorkerURL: String?
    /// Whose token the pushes carry; nil = none.
    package var identity: PushIdentity?
    /// How long one call may take.
    package var callDeadline: Duration
    /// How long a look at a queue may take, which somebody waits for.
    package var lookDeadline: Duration

    package init(
        baseURL: String = "https://cloudtasks.googleapis.com",
        project: String,
        location: String,
        workerURL: String,
        mediaWorkerURL: String? = nil,
        identity: PushIdentity? = nil,
        callDeadline: Duration = .seconds(10),
        lookDeadline: Duration = .seconds(2)
    ) {
        self.baseURL = Self.bare(baseURL)
        self.project = project
        self.location = location
        self.workerURL = Self.bare(workerURL)
        self.mediaWorkerURL = mediaWorkerURL.map(Self.bare)
        self.identity = identity
        self.callDeadline = callDeadline
        self.lookDeadline = lookDeadline
    }

    /// The URL that a task of a queue is pushed to.
    func target(of queue: QueueName, path: String) -> String {
        (queue == .media ? mediaWorkerURL ?? workerURL : workerURL) + path
    }

    /// The wire's `parent` of queues.
    var parent: String {
        "projects/\(project)/locations/\(location)"
    }

    /// A queue's whole name.
    func name(of queue: QueueName) -> String {
        "\(parent)/queues/\(queue.rawValue)"
    }

    private static func bare(_ url: String) -> String {
        url.hasSuffix("/") ? String(url.dropLast()) : url
    }
}

/// The service account whose OIDC token a push carries.
package struct PushIdentity: Sendable, Hashable {
    package var email: String
    /// What the worker checks the token's `aud` against. Always set: the queue's default is each push's own URL.
    package var audience: String
    /// The same of the worker of `odori-media` tasks.
    package var mediaAudience: String

    /// - Parameter mediaAudience: nil = the same for both.
    package init(email: String, audience: String, mediaAudience: String? = nil) {
        self.email = email
        self.audience = audience
        self.mediaAudience = mediaAudience ?? audience
    }

    func audience(of queue: QueueName) -> String {
        queue == .media ? mediaAudience : audience
    }
}

/// How a queue repeats pushes that failed.
package struct QueueRetry: Sendable, Hashable {
    /// -1 = without end.
    package var maxAttempts: Int
    package var minBackoff: Duration
    package var maxBackoff: Duration
    package var maxDoublings: Int

    package init(
        maxAttempts: Int = -1,
        minBackoff: Duration = .milliseconds(200),
        maxBackoff: Duration = .seconds(10),
        maxDoublings: Int = 6
    ) {
        self.maxAttempts = maxAttempts
        self.minBackoff = minBackoff
        self.maxBackoff = maxBackoff
        self.maxDoublings = maxDoublings
    }
}
