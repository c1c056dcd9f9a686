/// Where messages are published.
package struct PubSubConfiguration: Sendable, Hashable {
    /// `scheme://host[:port]`, without a path: `https://pubsub.googleapis.com` or the emulator.
    package var baseURL: String
    package var project: String
    /// The topic's own id.
    package var topic: String
    /// How long one call may take.
    package var callDeadline: Duration
    /// How long a look at the topic may take, which somebody waits for.
    package var lookDeadline: Duration

    package init(
        baseURL: String = "https://pubsub.googleapis.com", project: String, topic: String,
        callDeadline: Duration = .seconds(10), lookDeadline: Duration = .seconds(2)
    ) {
        self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        self.project = project
        self.topic = topic
        self.callDeadline = callDeadline
        self.lookDeadline = lookDeadline
    }

    /// The wire's full name of the topic.
    var topicName: String { "projects/\(project)/topics/\(topic)" }

    /// The wire's full name of the subscription that `PubSubQueue.prepare` makes.
    var subscriptionName: String { "projects/\(project)/subscriptions/\(topic)-push" }
}
