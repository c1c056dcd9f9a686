import CEgress
import OdoriDomain

/// How a request ended.
struct TransferReport: Sendable {
    let end: egress_end
    let status: Int
    /// How many bytes are in the file.
    let bytes: Int64
    let head: AnswerHead
    private let reason: String

    init(_ report: egress_report, head: AnswerHead) {
        end = report.end
        status = Int(report.status)
        bytes = report.bytes
        reason = report.reason.map { String(cString: $0) } ?? ""
        self.head = head
    }

    /// As the end of a download.
    ///
    /// - Throws: what anything but success means.
    func check(host: String, limit: Int64) throws {
        switch end {
        case egress_done: return
        case egress_called_off: throw CancellationError()
        case egress_address_refused:
            throw OdoriError(.linkRefused, "\(host) is not where downloads may come from")
        case egress_bad_url:
            throw OdoriError(.linkRefused, "the link cannot be followed")
        case egress_too_large:
            throw OdoriError(.downloadTooLarge, "what \(host) sends has more than \(limit) bytes")
        case egress_other_status:
            throw Self.refusal(status, host)
        case egress_timed_out:
            throw OdoriError(.downloadFailed, "\(host) was too slow", .transient)
        case egress_file_failed:
            throw OdoriError(.downloadFailed, "the download from \(host) could not be written", .transient)
        default:
            throw OdoriError(.downloadFailed, "the download from \(host) broke: \(reason)", .transient)
        }
    }

    private static func refusal(_ status: Int, _ host: String) -> OdoriError {
        let message = "\(host) answers \(status)"
        return switch status {
        case 429: OdoriError(.downloadFailed, message, .throttled(retryAfter: nil))
        case 408, 500...: OdoriError(.downloadFailed, message, .transient)
        default: OdoriError(.linkRefused, message)
        }
    }

    /// As the end of an event's delivery; nil when it was called off.
    func delivery(host: String, now: Timestamp) -> DeliveryOutcome? {
        switch end {
        case egress_done:
            .answered(status: status, retryAfter: head.retryAfter.flatMap { RetryAfter.pause($0, now: now) })
        case egress_called_off: nil
        case egress_address_refused: .refused("\(host) leads to an address that webhooks may not reach")
        case egress_bad_url: .refused("the address cannot be followed")
        case egress_timed_out: .unanswered("\(host) did not answer in time")
        default: .unanswered("\(host) could not be reached: \(reason)")
        }
    }
}
