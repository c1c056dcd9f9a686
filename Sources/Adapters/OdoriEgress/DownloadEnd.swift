import CEgress
import OdoriDomain

/// How a download ended.
struct DownloadEnd: Sendable {
    private let end: egress_end
    private let status: Int
    private let reason: String

    init(_ report: egress_report) {
        end = report.end
        status = Int(report.status)
        reason = report.reason.map { String(cString: $0) } ?? ""
    }

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
}
