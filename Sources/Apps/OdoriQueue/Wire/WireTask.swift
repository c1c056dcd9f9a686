/// `google.cloud.tasks.v2.OidcToken` in JSON.
struct WireOIDCToken: Encodable, Sendable, Hashable {
    var serviceAccountEmail: String?
    var audience: String?

    enum CodingKeys: CodingKey { case serviceAccountEmail, audience }
}

extension WireOIDCToken: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        let fields = try value.fields(CodingKeys.self)
        serviceAccountEmail = try fields.read(.serviceAccountEmail)
        audience = try fields.read(.audience)
    }
}

/// `google.cloud.tasks.v2.HttpRequest` in JSON.
struct WireHTTPRequest: Encodable, Sendable, Hashable {
    var url: String?
    var httpMethod: HTTPMethodName?
    var headers: [String: String]?
    var body: WireBytes?
    var oidcToken: WireOIDCToken?

    enum CodingKeys: CodingKey { case url, httpMethod, headers, body, oidcToken, oauthToken }
}

extension WireHTTPRequest: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        let fields = try value.fields(CodingKeys.self)
        guard !fields.contains(.oauthToken) else {
            throw value.refusal("oauthToken is not supported by this server; use oidcToken.")
        }
        url = try fields.read(.url)
        httpMethod = try fields.read(.httpMethod)
        headers = try fields.read(.headers)
        body = try fields.read(.body)
        oidcToken = try fields.read(.oidcToken)
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeIfPresent(url, forKey: .url)
        try fields.encodeIfPresent(httpMethod, forKey: .httpMethod)
        try fields.encodeIfPresent(headers, forKey: .headers)
        try fields.encodeIfPresent(body, forKey: .body)
        try fields.encodeIfPresent(oidcToken, forKey: .oidcToken)
    }
}

/// `google.rpc.Status` in JSON, as an attempt reports it.
struct WireStatus: Encodable, Sendable, Hashable {
    var code: Int?
    var message: String?
}

/// `google.cloud.tasks.v2.Attempt` in JSON.
struct WireAttempt: Encodable, Sendable, Hashable {
    var scheduleTime: WireTimestamp?
    var dispatchTime: WireTimestamp?
    var responseTime: WireTimestamp?
    var responseStatus: WireStatus?
}

/// `google.cloud.tasks.v2.Task` in JSON. Fields that only the server sets are ignored in requests.
struct WireTask: Encodable, Sendable, Hashable {
    var name: String?
    var httpRequest: WireHTTPRequest?
    var scheduleTime: WireTimestamp?
    var createTime: WireTimestamp?
    var dispatchDeadline: WireDuration?
    var dispatchCount: Int?
    var responseCount: Int?
    var firstAttempt: WireAttempt?
    var lastAttempt: WireAttempt?
    var view: TaskView?
    var retryConfig: WireRetryConfig?

    enum CodingKeys: CodingKey {
        case name, httpRequest, scheduleTime, createTime, dispatchDeadline, dispatchCount, responseCount
        case firstAttempt, lastAttempt, view, retryConfig
    }
}

extension WireTask: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        let fields = try value.fields(CodingKeys.self)
        name = try fields.read(.name)
        httpRequest = try fields.read(.httpRequest)
        scheduleTime = try fields.read(.scheduleTime)
        dispatchDeadline = try fields.read(.dispatchDeadline)
        retryConfig = try fields.read(.retryConfig)
    }
}

/// `google.cloud.tasks.v2.CreateTaskRequest` in JSON, without its parent, which stands in the path.
struct WireCreateTask: Sendable {
    var task: WireTask?
    var responseView: TaskView?

    enum CodingKeys: CodingKey { case task, responseView }
}

extension WireCreateTask: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        let fields = try value.fields(CodingKeys.self)
        task = try fields.read(.task)
        responseView = try fields.read(.responseView)
    }
}

/// `google.cloud.tasks.v2.RunTaskRequest` in JSON.
struct WireRunTask: Sendable {
    var responseView: TaskView?

    enum CodingKeys: CodingKey { case name, responseView }
}

extension WireRunTask: RequestReadable {
    init(_ value: RequestValue) throws(APIError) {
        let fields = try value.fields(CodingKeys.self)
        responseView = try fields.read(.responseView)
    }
}
