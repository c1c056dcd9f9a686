import Foundation
import OdoriDomain
import OdoriPorts

/// The JSON of the Cloud Tasks v2 REST API, as much of it as we send.
enum CloudTasksWire {
    /// `CreateTaskRequest`
    struct CreateTask: Encodable {
        var task: Task
        /// The answer's body is not looked at.
        var responseView = "BASIC"

        init(_ task: QueuedTask, _ configuration: CloudTasksConfiguration) {
            self.task = Task(task, configuration)
        }
    }

    /// `Task`
    struct Task: Encodable {
        var name: String
        var httpRequest: HTTPRequest
        var scheduleTime: String?
        var dispatchDeadline: String

        init(_ task: QueuedTask, _ configuration: CloudTasksConfiguration) {
            name = "\(configuration.parent)/queues/\(task.queue.rawValue)/tasks/\(task.id)"
            httpRequest = HTTPRequest(
                url: configuration.target(of: task.queue, path: task.path),
                body: task.body,
                oidcToken: configuration.identity.map {
                    OIDCToken(serviceAccountEmail: $0.email, audience: $0.audience(of: task.queue))
                }
            )
            scheduleTime = task.notBefore?.rfc3339
            dispatchDeadline = text(of: task.deadline)
        }
    }

    /// `HttpRequest`
    struct HTTPRequest: Encodable {
        var url: String
        var httpMethod = "POST"
        var headers = Self.headers
        /// Travels as standard base64.
        var body: Data
        var oidcToken: OIDCToken?

        /// The push carries on the trace of what orders it.
        private static var headers: [String: String] {
            var headers = ["Content-Type": "application/json"]
            headers[TraceParent.header] = WorkContext.current.trace?.text
            return headers
        }
    }

    /// `OidcToken`
    struct OIDCToken: Encodable {
        var serviceAccountEmail: String
        var audience: String
    }

    /// `Queue`
    struct Queue: Encodable {
        var name: String
        var rateLimits: RateLimits
        var retryConfig: RetryConfig
    }

    /// `RateLimits`
    struct RateLimits: Encodable {
        var maxConcurrentDispatches: Int
    }

    /// `RetryConfig`
    struct RetryConfig: Encodable {
        var maxAttempts: Int
        var minBackoff: String
        var maxBackoff: String
        var maxDoublings: Int

        init(_ retry: QueueRetry) {
            maxAttempts = retry.maxAttempts
            minBackoff = text(of: retry.minBackoff)
            maxBackoff = text(of: retry.maxBackoff)
            maxDoublings = retry.maxDoublings
        }
    }

    /// The body of every answer that is an error.
    struct Failure: Decodable {
        var error: Detail

        struct Detail: Decodable {
            var message: String?
            var status: String?
        }
    }

    /// `google.protobuf.Duration` in JSON: seconds with a fraction and an `s`.
    static func text(of duration: Duration) -> String {
        let milliseconds = duration.milliseconds
        let fraction = String(1000 + milliseconds % 1000).dropFirst()
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds / 1000).\(fraction)s"
    }
}
