package import AsyncHTTPClient
package import NIOCore
package import NIOHTTP1
import OdoriDomain

/// Sends single requests to Google's APIs: with a token, and with a deadline for all of it, the answer's body included.
///
/// It repeats nothing but a request whose token was refused, once, with a new one: whether anything else may be sent again only
/// the caller knows.
package struct GoogleCaller: Sendable {
    private let http: HTTPClient
    private let tokens: (any AccessTokens)?

    /// - Parameters:
    ///   - http: set up by `clientConfiguration`.
    ///   - tokens: nil for a server on this machine that asks for none.
    package init(http: HTTPClient, tokens: (any AccessTokens)?) {
        self.http = http
        self.tokens = tokens
    }

    /// How a client for these calls is set up: it follows nothing and repeats nothing by itself, so that a service that is down is
    /// noticed at once, and many calls go on side by side.
    package static var clientConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        return configuration
    }

    /// What came back, whatever its status.
    package struct Answer: Sendable {
        package var status: Int
        package var headers: HTTPHeaders
        package var body: ByteBuffer

        package init(status: Int, headers: HTTPHeaders, body: ByteBuffer) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// Whole seconds that the other side asks to wait; the form with a date is not worth a date's doubts.
        package var retryAfter: Duration? {
            headers.first(name: "Retry-After").flatMap { Int64($0) }.map { .seconds(max(0, $0)) }
        }
    }

    /// No answer came, or not all of it.
    package struct Lost: Error, Sendable, CustomStringConvertible {
        /// Time ran out, so that the request may still be carried out.
        package var isTimeout: Bool
        package var description: String

        package init(isTimeout: Bool, _ description: String) {
            self.isTimeout = isTimeout
            self.description = description
        }
    }

    /// Sends a request and collects the answer.
    ///
    /// - Throws: `Lost`; `CancellationError`; what `AccessTokens` throws.
    package func send(
        _ request: HTTPClientRequest, deadline: Duration, largestAnswer: Int = 64 << 20
    ) async throws -> Answer {
        try await stream(request, deadline: deadline) { response in
            let body = try await response.body.collect(upTo: largestAnswer)
            return Answer(status: Int(response.status.code), headers: response.headers, body: body)
        }
    }

    /// Sends a request and hands the answer over as it comes; the deadline holds for `read` too.
    package func stream<Value: Sendable>(
        _ request: HTTPClientRequest,
        deadline: Duration,
        read: @escaping @Sendable (HTTPClientResponse) async throws -> Value
    ) async throws -> Value {
        guard let tokens else { return try await attempt(request, deadline, read) }
        let token = try await tokens.current()
        let first = try await attempt(request.with(token), deadline) { response in
            response.status == .unauthorized ? nil : try await read(response)
        }
        if let first { return first }
        await tokens.refused(token)
        return try await attempt(request.with(try await tokens.current()), deadline, read)
    }

    private func attempt<Value: Sendable>(
        _ request: HTTPClientRequest,
        _ deadline: Duration,
        _ read: @escaping @Sendable (HTTPClientResponse) async throws -> Value
    ) async throws -> Value {
        do {
            return try await withThrowingTaskGroup(of: Value?.self) { group in
                defer { group.cancelAll() }
                group.addTask {
                    let limit = TimeAmount.milliseconds(deadline.milliseconds)
                    return try await read(try await http.execute(request, timeout: limit))
                }
                group.addTask {
                    // The client's own deadline ends with the answer's head.
                    try await Task.sleep(for: deadline)
                    return nil
                }
                guard let value = try await group.next() ?? nil else {
                    throw Lost(isTimeout: true, "no answer within \(deadline)")
                }
                return value
            }
        } catch let error as HTTPClientError {
            try Task.checkCancellation()
            throw Lost(isTimeout: error == .deadlineExceeded || error == .readTimeout, String(describing: error))
        } catch let error where error is OdoriError || error is Lost {
            throw error
        } catch {
            // A call that was called off is no fault of the other side's.
            try Task.checkCancellation()
            throw Lost(isTimeout: false, String(describing: error))
        }
    }
}

extension HTTPClientRequest {
    fileprivate func with(_ token: AccessToken) -> HTTPClientRequest {
        var request = self
        request.headers.replaceOrAdd(name: "Authorization", value: "Bearer \(token.value)")
        if let project = token.quotaProject {
            request.headers.replaceOrAdd(name: "x-goog-user-project", value: project)
        }
        return request
    }
}
