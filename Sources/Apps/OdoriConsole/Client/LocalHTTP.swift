import AsyncHTTPClient

/// The command's one HTTP client. It lives as long as the process and is never shut down.
enum LocalHTTP {
    static let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)

    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        // A server that is not up is told at once, and not after a deadline full of further tries.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
