package import AsyncHTTPClient

extension HTTPClient {
    /// Runs `body` with a client as the worker has it towards providers: it follows no redirect and repeats nothing by itself.
    package static func withProviderClient<Value>(_ body: (HTTPClient) async throws -> Value) async throws -> Value {
        var configuration = Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return try await withHTTPClient(configuration: configuration, body)
    }
}
