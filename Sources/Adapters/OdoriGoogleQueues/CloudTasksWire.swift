import Foundation
import NIOCore
import OdoriDomain
import OdoriJSON
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

    /// `BatchCreateTasksRequest`
    struct CreateTasks: Encodable {
        struct Creation: Encodable {
            var parent: String
            var task: Task
        }

        var requests: [Creation]

        /// - Parameter parent: the whole name of the queue.
        init(_ creations: [CreateTask], parent: String) {
            requests = creations.map { Creation(parent: parent, task: $0.task) }
        }
    }

    /// `google.longrunning.Operation`, of a batch of creations that was carried out.
    struct EndedBatch {
        /// `google.rpc.Code` of each request that failed, by its place in the batch.
        var codes: [Int: Int]

        /// Nil for anything else, such as one that is still being carried out or has failed as a whole.
        init?(_ body: ByteBuffer) {
            guard let answer = try? JSONReader.read(Array(body.readableBytesView)), answer["done"] == .bool(true),
                answer["error"] == nil, case .object? = answer["metadata"]
            else { return nil }
            codes = [:]
            guard case .object(let failed)? = answer["metadata"]?["failedRequests"] else { return }
            for (place, status) in failed {
                guard let place = Int(place), case .integer(let code)? = status["code"] else { return nil }
                codes[place] = Int(code)
            }
        }
    }

    /// The `google.rpc.Code` of what has been there before.
    static let alreadyExists = 6

    /// `Task`
    struct Task: Encodable {
        var name: String
        var httpRequest: HTTPRequest
        var scheduleTime: String?
        var dispatchDeadline: String

        init(_ task: QueuedTask, _ configuration: CloudTasksConfiguration) {
            name = "\(configuration.name(of: task.queue))/tasks/\(task.id)"
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
