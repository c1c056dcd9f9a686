import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks a server whether it is ready.
package enum Readiness {
    /// What `/ready` said.
    package enum Answer: Sendable, Hashable {
        case ready
        /// It serves requests, but something is amiss.
        case degraded([String])
        case notReady(status: UInt)
        case silent

        /// Requests are served.
        package var isServing: Bool {
            switch self {
            case .ready, .degraded: true
            case .notReady, .silent: false
            }
        }
    }

    private struct Body: Decodable {
        var degraded: [Degradation]?

        struct Degradation: Decodable {
            var part: String
            var name: String
            var detail: String
        }
    }

    package static func ask(_ base: String) async -> Answer {
        let request = HTTPClientRequest(url: "\(base)/ready")
        guard let response = try? await LocalHTTP.client.execute(request, timeout: .seconds(4)) else { return .silent }
        guard response.status.code == 200 else { return .notReady(status: response.status.code) }
        guard let bytes = try? await response.body.collect(upTo: 1 << 16) else { return .silent }
        return answer(Data(bytes.readableBytesView))
    }

    /// What the body of a 200 says; whatever is not understood says nothing.
    static func answer(_ body: Data) -> Answer {
        guard let found = (try? JSONDecoder().decode(Body.self, from: body))?.degraded, !found.isEmpty else {
            return .ready
        }
        return .degraded(found.map { "\($0.part) \($0.name): \($0.detail)" })
    }

    /// Asks until it serves requests; false when it did not within the limit.
    package static func wait(for base: String, atMost limit: Duration) async throws -> Bool {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        while clock.now < deadline {
            if await ask(base).isServing { return true }
            try await clock.sleep(for: .milliseconds(50))
        }
        return false
    }
}
