import Foundation
import NIOCore
import OdoriDomain
import OdoriGoogleAuth

/// The service answered with an error.
struct StorageFault: Error, Sendable, CustomStringConvertible {
    var status: Int
    var message: String
    var retryAfter: Duration?

    var description: String { "\(status) \(message)" }

    private struct Body: Decodable {
        var error: Detail

        struct Detail: Decodable {
            var message: String?
        }
    }

    init(_ answer: GoogleCaller.Answer) {
        status = answer.status
        retryAfter = answer.retryAfter
        let data = Data(answer.body.readableBytesView)
        // Some answers are plain text.
        let body = try? JSONDecoder().decode(Body.self, from: data)
        message = body?.error.message ?? String(decoding: data.prefix(300), as: UTF8.self)
    }

    var isMissing: Bool { status == 404 }
    var isPreconditionFailed: Bool { status == 412 }

    /// What the official client repeats.
    var isPassing: Bool { [408, 429, 500, 502, 503, 504].contains(status) }

    /// As an error of ours, the service's words kept.
    var mapped: OdoriError {
        let words = "Cloud Storage answers \(self)"
        switch status {
        case 401, 403: return OdoriError(.objectsDenied, words)
        case 404: return OdoriError(.bucketMissing, words)
        case 429: return OdoriError(.storeUnavailable, words, .throttled(retryAfter: retryAfter))
        // A 400 for content tells that it arrived damaged; whatever else is refused is so for good.
        case 408, 500...: return OdoriError(.storeUnavailable, words, .transient)
        default: return OdoriError(.objectRefused, words)
        }
    }
}

extension OdoriError.Code {
    /// The service does not let these credentials in.
    static let objectsDenied: Self = "objects_denied"
    /// The bucket does not exist.
    static let bucketMissing: Self = "bucket_missing"
    /// A request that the service will not carry out.
    static let objectRefused: Self = "object_refused"
}
