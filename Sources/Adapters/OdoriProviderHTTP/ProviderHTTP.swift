package import AsyncHTTPClient
package import Foundation
import NIOCore
package import NIOHTTP1
import OdoriDomain

/// Calls of providers' APIs, each made once and with a deadline for the whole of it, answer included: whether to make one again is
/// the engine's to decide.
package struct ProviderHTTP: Sendable {
    private let http: HTTPClient

    /// - Parameter http: must follow no redirects (a followed one sends a submission again) and should not repeat failed connections.
    package init(_ http: HTTPClient) {
        self.http = http
    }

    /// Nothing was answered in time.
    package struct TooSlow: Error {}

    /// - Parameters:
    ///   - limit: for the whole exchange.
    ///   - bytes: the most of an answer that is taken.
    /// - Throws: what the connection ends with; `TooSlow`; `CancellationError` when the caller was called off.
    package func exchange(
        _ request: HTTPClientRequest, within limit: Duration, atMost bytes: Int = 1 << 20
    ) async throws -> ProviderAnswer {
        let deadline = TimeAmount.milliseconds(limit.milliseconds)
        do {
            return try await withThrowingTaskGroup(of: ProviderAnswer?.self) { group in
                defer { group.cancelAll() }
                group.addTask {
                    let response = try await http.execute(request, timeout: deadline)
                    let body = try await response.body.collect(upTo: bytes)
                    return ProviderAnswer(
                        status: Int(response.status.code), headers: response.headers,
                        body: Data(body.readableBytesView))
                }
                group.addTask {
                    try await ContinuousClock().sleep(for: limit)
                    return nil
                }
                guard let first = try await group.next(), let answer = first else { throw TooSlow() }
                return answer
            }
        } catch {
            // A call that was called off is no fault of theirs.
            try Task.checkCancellation()
            throw error
        }
    }
}

/// What a provider answered.
package struct ProviderAnswer: Sendable {
    package var status: Int
    package var headers: HTTPHeaders
    package var body: Data

    package init(status: Int, headers: HTTPHeaders, body: Data) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package var isSuccess: Bool { (200..<300).contains(status) }

    /// What the other side asks for with `Retry-After`; at most five minutes.
    package var retryAfter: Duration? {
        guard let text = headers.first(name: "Retry-After") else { return nil }
        if let seconds = Int64(text) { return .seconds(min(300, max(0, seconds))) }
        // A date counts by the clock that wrote it, which need not be right by ours.
        guard let now = headers.first(name: "Date").flatMap(RetryAfter.date) else { return nil }
        return RetryAfter.pause(text, now: now).map { min(.seconds(300), $0) }
    }
}

extension String {
    /// A text of somebody else's for our documents and logs: short, and without control characters.
    package var asOneLine: String {
        let line = String(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
        return line.count > 300 ? line.prefix(299) + "…" : line
    }
}
