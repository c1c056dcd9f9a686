import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Fetches what an order links to, as the real provider would.
struct InputCheck: Sendable {
    private static let largest = 100 << 20

    /// What is wrong with an order's inputs; nil when both can be had.
    func complaint(image: String, video: String) async -> String? {
        for (name, link) in [("image", image), ("video", video)] where link.hasPrefix("http") {
            do {
                let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: link), timeout: .seconds(10))
                guard answer.status == .ok else { return "the \(name) answers \(answer.status.code)" }
                let body = try await answer.body.collect(upTo: Self.largest)
                guard body.readableBytes > 1000 else { return "the \(name) has \(body.readableBytes) bytes" }
            } catch {
                return "the \(name) cannot be fetched: \(error)"
            }
        }
        return nil
    }
}
