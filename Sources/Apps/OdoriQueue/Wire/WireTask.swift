/// `google.cloud.tasks.v2.OidcToken` in JSON.
struct WireOIDCToken: Codable, Sendable, Hashable {
    var serviceAccountEmail: String?
    var audience: String?

    enum CodingKeys: CodingKey, CaseIterable { case serviceAccountEmail, audience }
}

extension WireOIDCToken {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
        serviceAccountEmail = try fields.decodeIfPresent(String.self, forKey: .serviceAccountEmail)
        audience = try fields.decodeIfPresent(String.self, forKey: .audience)
    }
}

/// `google.cloud.tasks.v2.HttpRequest` in JSON.
struct WireHTTPRequest: Codable, Sendable, Hashable {
    var url: String?
    var httpMethod: HTTPMethodName?
    var headers: [String: String]?
    var body: WireBytes?
    var oidcToken: WireOIDCToken?

    enum CodingKeys: CodingKey, CaseIterable { case url, httpMethod, headers, body, oidcToken, oauthToken }
}

extension WireHTTPRequest {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
        guard try !fields.contains(.oauthToken) || fields.decodeNil(forKey: .oauthToken) else {
            throw decoder.refusal("oauthToken is not supported by this server; use oidcToken.")
        }
        url = try fields.decodeIfPresent(String.self, forKey: .url)
        httpMethod = try fields.decodeIfPresent(HTTPMethodName.self, forKey: .httpMethod)
        headers = try fields.decodeIfPresent([String: String].self, forKey: .headers)
        body = try fields.decodeIfPresent(WireBytes.self, forKey: .body)
        oidcToken = try fields.decodeIfPresent(WireOIDCToken.self, forKey: .oidcToken)
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
struct WireStatus: Codable, Sendable, Hashable {
    var code: Int?
    var message: String?
}

/// `google.cloud.tasks.v2.Attempt` in JSON.
struct WireAttempt: Codable, Sendable, Hashable {
    var scheduleTime: WireTimestamp?
    var dispatchTime: WireTimestamp?
    var responseTime: WireTimestamp?
    var responseStatus: WireStatus?
}

/// `google.cloud.tasks.v2.Task` in JSON. Fields that only the server sets are ignored in requests.
struct WireTask: Codable, Sendable, Hashable {
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

    enum CodingKeys: CodingKey, CaseIterable {
        case name, httpRequest, scheduleTime, createTime, dispatchDeadline, dispatchCount, responseCount
        case firstAttempt, lastAttempt, view, retryConfig
    }
}

extension WireTask {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
        name = try fields.decodeIfPresent(String.self, forKey: .name)
        httpRequest = try fields.decodeIfPresent(WireHTTPRequest.self, forKey: .httpRequest)
        scheduleTime = try fields.decodeIfPresent(WireTimestamp.self, forKey: .scheduleTime)
        dispatchDeadline = try fields.decodeIfPresent(WireDuration.self, forKey: .dispatchDeadline)
        retryConfig = try fields.decodeIfPresent(WireRetryConfig.self, forKey: .retryConfig)
    }
}

/// `google.cloud.tasks.v2.CreateTaskRequest` in JSON, without its parent, which stands in the path.
struct WireCreateTask: Decodable, Sendable {
    var task: WireTask?
    var responseView: TaskView?

    enum CodingKeys: CodingKey, CaseIterable { case task, responseView }
}

extension WireCreateTask {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
        task = try fields.decodeIfPresent(WireTask.self, forKey: .task)
        responseView = try fields.decodeIfPresent(TaskView.self, forKey: .responseView)
    }
}

/// `google.cloud.tasks.v2.RunTaskRequest` in JSON.
struct WireRunTask: Decodable, Sendable {
    var responseView: TaskView?

    enum CodingKeys: CodingKey, CaseIterable { case name, responseView }
}

extension WireRunTask {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
        responseView = try fields.decodeIfPresent(TaskView.self, forKey: .responseView)
    }
}
