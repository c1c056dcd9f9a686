import AsyncHTTPClient
import Foundation
import NIOCore

/// The fake provider's own books, as it answers them.
struct Bill: Decodable, Sendable {
    /// Submissions that arrived, refused ones included.
    var arrived: Int
    /// Operations that were made, each of them paid for.
    var operations: Int
    /// Operations beyond the first of their key.
    var duplicates: Int
    /// Micro-dollars.
    var billed: Int64
    var submissions: [Submission]

    struct Submission: Decodable, Sendable {
        /// Milliseconds since 1970.
        var arrivedAt: Int64
        var key: String?
        var isNew: Bool
        var operation: Operation?

        struct Operation: Decodable, Sendable {
            var price: Int64
        }

        private enum CodingKeys: String, CodingKey {
            case key, operation
            case arrivedAt = "arrived_at"
            case isNew = "is_new"
        }
    }

    static func read(from base: String) async throws -> Bill {
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: "\(base)/_ledger"), timeout: .seconds(20))
        let body = try await response.body.collect(upTo: 64 << 20)
        return try JSONDecoder().decode(Bill.self, from: Data(body.readableBytesView))
    }

    /// What some keys cost.
    func price(of keys: Set<String>) -> Int64 {
        submissions.filter { $0.isNew && keys.contains($0.key ?? "") }.reduce(0) { $0 + ($1.operation?.price ?? 0) }
    }
}
