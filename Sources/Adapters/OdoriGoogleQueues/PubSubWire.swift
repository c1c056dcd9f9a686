import Foundation
import OdoriDomain
import OdoriPorts

/// The JSON of the Pub/Sub v1 REST API, as much of it as we send.
enum PubSubWire {
    /// `PublishRequest`
    struct Publish: Encodable {
        var messages: [Message]
    }

    /// `PubsubMessage`
    struct Message: Encodable {
        /// Travels as standard base64.
        var data: Data
        var attributes: [String: String]

        /// The attributes say where the worker takes the payload in, and let subscriptions filter.
        init(_ task: QueuedTask) {
            data = task.body
            attributes = ["path": task.path, "queue": task.queue.rawValue, "task": task.id]
        }
    }

    /// `Subscription`
    struct Subscription: Encodable {
        var topic: String
        var pushConfig: PushConfig
        /// The longest there is: pushes are answered when their work is done.
        var ackDeadlineSeconds = 600
    }

    /// `PushConfig`
    struct PushConfig: Encodable {
        var pushEndpoint: String
    }

    /// `ModifyPushConfigRequest`
    struct ModifyPush: Encodable {
        var pushConfig: PushConfig
    }

    /// `Topic`, of which the name in the address says everything.
    struct Empty: Encodable {}
}
