import Foundation

/// A task as it was accepted: every default decided, every rule checked.
struct AcceptedTask: Sendable, Hashable {
    var request: TargetRequest
    var scheduleTime: Timestamp
    var dispatchDeadline: Duration
    var retryConfig: WireRetryConfig?
}

/// The request that a task makes of its target.
struct TargetRequest: Sendable, Hashable {
    var url: String
    var method: HTTPMethodName
    var headers: [String: String]
    var body: Data
    var oidcToken: WireOIDCToken?

    /// What it counts against the limit of a task, and against the server's memory.
    var bytes: Int {
        url.utf8.count + headers.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count } + body.count
    }
}

extension AcceptedTask {
    /// Checks a task against the service's rules; throws `INVALID_ARGUMENT` with the rule it breaks.
    init(validating task: WireTask, now: Timestamp) throws(APIError) {
        guard let http = task.httpRequest else {
            throw .invalid("Task.httpRequest is required.")
        }
        request = try TargetRequest(validating: http)
        retryConfig = task.retryConfig
        _ = try RetryPolicy.serviceDefault.overridden(by: task.retryConfig)

        let schedule = task.scheduleTime?.instant ?? now
        guard schedule <= now + ServiceLimits.scheduleHorizon else {
            throw .invalid("Task.scheduleTime must be at most 30 days from now.")
        }
        scheduleTime = max(schedule, now)

        let deadline = task.dispatchDeadline?.duration ?? ServiceLimits.defaultDispatchDeadline
        guard ServiceLimits.dispatchDeadline.contains(deadline) else {
            throw .invalid("Task.dispatchDeadline must be between 15s and 30m.")
        }
        dispatchDeadline = deadline
    }
}

extension TargetRequest {
    /// Checks the request of a task; throws `INVALID_ARGUMENT` with the rule it breaks.
    init(validating request: WireHTTPRequest) throws(APIError) {
        url = try Self.checkedURL(request.url ?? "")
        let method = request.httpMethod ?? .unspecified
        self.method = method == .unspecified ? .post : method
        headers = request.headers ?? [:]
        body = request.body?.data ?? Data()
        oidcToken = request.oidcToken

        guard body.isEmpty || self.method.allowsBody else {
            throw .invalid("HttpRequest.body may only be set for POST, PUT and PATCH requests.")
        }
        for (name, value) in headers {
            guard Self.isFieldName(name), !value.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
                throw .invalid("HttpRequest.headers holds a malformed header: \"\(name)\".")
            }
        }
        guard headers.reduce(0, { $0 + $1.key.utf8.count + $1.value.utf8.count }) < ServiceLimits.headerBytes else {
            throw .invalid("HttpRequest.headers must be less than 80KB in all.")
        }
        if let token = request.oidcToken, (token.serviceAccountEmail ?? "").isEmpty {
            throw .invalid("HttpRequest.oidcToken.serviceAccountEmail is required.")
        }
        guard bytes <= ServiceLimits.taskBytes else {
            throw .invalid("Task size too large; a task may be at most 1MB.")
        }
    }

    private static func checkedURL(_ url: String) throws(APIError) -> String {
        let lowered = url.prefix(8).lowercased()
        guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://") else {
            throw .invalid("HttpRequest.url is required and must start with \"http://\" or \"https://\".")
        }
        guard url.utf8.count <= ServiceLimits.urlBytes else {
            throw .invalid("HttpRequest.url must be at most 2083 characters.")
        }
        guard !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }), URL(string: url)?.host()?.isEmpty == false else {
            throw .invalid("HttpRequest.url is not a valid URL.")
        }
        return url
    }

    private static func isFieldName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
