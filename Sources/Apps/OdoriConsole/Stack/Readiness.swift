import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks a server whether it is ready.
package enum Readiness {
    /// What `/ready` said.
    package enum Answer: Sendable, Hashable {
        case ready
        case notReady(status: UInt)
        case silent
    }

    package static func ask(_ base: String) async -> Answer {
        let request = HTTPClientRequest(url: "\(base)/ready")
        guard let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(2)) else { return .silent }
        return response.status.code == 200 ? .ready : .notReady(status: response.status.code)
    }

    /// Asks until it is; false when it was not within the limit.
    package static func wait(for base: String, atMost limit: Duration) async throws -> Bool {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        while clock.now < deadline {
            if await ask(base) == .ready { return true }
            try await clock.sleep(for: .milliseconds(50))
        }
        return false
    }
}
