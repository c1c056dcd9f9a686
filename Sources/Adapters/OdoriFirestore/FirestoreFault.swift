import Foundation
import NIOCore
import OdoriDomain
import OdoriGoogleAuth

/// The service answered with an error.
struct FirestoreFault: Error, Sendable, CustomStringConvertible {
    var httpStatus: Int
    /// The service's own word, such as `ABORTED`; empty when it gave none.
    var status: String
    var message: String
    var retryAfter: Duration?

    var description: String { "\(httpStatus) \(status) \(message)" }

    private struct Body: Decodable {
        var error: Detail

        struct Detail: Decodable {
            var message: String?
            var status: String?
        }
    }

    init(_ answer: GoogleCaller.Answer) {
        httpStatus = answer.status
        retryAfter = answer.retryAfter
        let data = Data(answer.body.readableBytesView)
        let decoder = JSONDecoder()
        // A streamed answer holds its error in an array; what is neither has no words for us.
        let body = (try? decoder.decode(Body.self, from: data)) ?? (try? decoder.decode([Body].self, from: data))?.first
        status = body?.error.status ?? ""
        message = body?.error.message ?? ""
    }

    /// A precondition did not hold.
    var isConflict: Bool { status == "FAILED_PRECONDITION" || status == "ALREADY_EXISTS" }

    /// Others were at the same documents; nothing was written.
    var isContention: Bool { status == "ABORTED" }

    /// What the official client repeats for any call: the request was not carried out.
    var isUnavailable: Bool { httpStatus == 503 || httpStatus == 429 || httpStatus == 502 }

    /// Nobody knows whether the request was carried out.
    var isDoubtful: Bool { httpStatus == 500 || httpStatus == 504 || httpStatus == 408 }

    /// As an error of ours, the service's words kept.
    var mapped: OdoriError {
        let words = "Firestore answers \(self)"
        switch httpStatus {
        case 401, 403: return OdoriError(.storeDenied, words)
        case 404: return OdoriError(.storeMissing, words)
        case 429: return OdoriError(.storeUnavailable, words, .throttled(retryAfter: retryAfter))
        case 408, 409, 500...: return OdoriError(.storeUnavailable, words, .transient)
        default: return OdoriError(.documentRefused, words)
        }
    }
}
