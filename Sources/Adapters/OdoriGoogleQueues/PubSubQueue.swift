package import AsyncHTTPClient
import NIOHTTP1
import OdoriDomain
package import OdoriGoogleAuth
package import OdoriPorts

/// Pub/Sub with a push subscription to the worker: the payloads of Cloud Tasks, as messages of one topic.
///
/// A message cannot wait and has no name. So a task that is due later is not published at all: documents say when it is owed. And this
/// process publishes no name twice; Pub/Sub delivers every published message at least once, so nothing is lost by that.
///
/// Errors: `queue_unavailable` (transient) when it cannot be reached, answers 429 or 5xx, after a few tries; `queue_missing` and
/// `task_refused` (permanent) when it says so.
package struct PubSubQueue: TaskQueue {
    private let configuration: PubSubConfiguration
    private let client: QueueServiceClient
    private let clock: any WallClock
    private let published = PublishedNames(limit: 20_000)

    /// - Parameters:
    ///   - http: set up by `GoogleCaller.clientConfiguration`.
    ///   - tokens: where each call's access token comes from; nil for the emulator.
    package init(
        _ configuration: PubSubConfiguration, http: HTTPClient, clock: any WallClock,
        tokens: (any AccessTokens)? = nil
    ) {
        self.configuration = configuration
        self.clock = clock
        client = QueueServiceClient(
            baseURL: configuration.baseURL, callDeadline: configuration.callDeadline, http: http, clock: clock,
            tokens: tokens)
    }

    package var keepsDelays: Bool { false }

    package func enqueue(_ task: QueuedTask) async throws {
        if let due = task.notBefore, due > clock.now { return }
        guard !published.contains(task.id) else { return }
        let topic = configuration.topicName
        switch try await client.send("v1/\(topic):publish", PubSubWire.Publish(messages: [.init(task)])) {
        case .done, .exists:
            published.insert(task.id)
        case .missing(let message):
            throw OdoriError(.queueMissing, "\(topic) does not exist: \(message)")
        case .refused(let reason):
            throw OdoriError(.taskRefused, "\(topic) refuses task \(task.id): \(reason)")
        }
    }

    package func complaint() async -> String? {
        let topic = configuration.topicName
        return await client.complaint(about: "v1/\(topic)", within: configuration.lookDeadline).map { "\(topic) \($0)" }
    }

    /// Makes the topic and its push subscription, or points the subscription that is there at `endpoint`.
    ///
    /// For the emulator. In the cloud both are made beforehand, with rights that this process need not have.
    package func prepare(pushingTo endpoint: String) async throws {
        try await create(configuration.topicName, PubSubWire.Empty())
        let push = PubSubWire.PushConfig(pushEndpoint: endpoint)
        let subscription = configuration.subscriptionName
        let isNew = try await create(
            subscription, PubSubWire.Subscription(topic: configuration.topicName, pushConfig: push))
        guard !isNew else { return }
        let answer = try await client.send(
            "v1/\(subscription):modifyPushConfig", PubSubWire.ModifyPush(pushConfig: push))
        guard answer == .done else { throw Self.failed(subscription, answer) }
    }

    /// Answers whether it was not there before.
    @discardableResult
    private func create(_ name: String, _ body: some Encodable) async throws -> Bool {
        let answer = try await client.send("v1/\(name)", body, method: .PUT)
        switch answer {
        case .done: return true
        case .exists: return false
        case .missing, .refused: throw Self.failed(name, answer)
        }
    }

    private static func failed(_ name: String, _ answer: QueueServiceClient.Answer) -> OdoriError {
        OdoriError(.queueMissing, "\(name) cannot be made: \(answer)")
    }
}
