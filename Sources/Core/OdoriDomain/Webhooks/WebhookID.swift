import Foundation

/// Names one event at its receiver, the same for every attempt to deliver it: `msg_` and 32 hex digits.
package struct WebhookID: TextIdentifier {
    package let rawValue: String

    package init?(rawValue: String) {
        let digits = rawValue.dropFirst(4)
        guard rawValue.hasPrefix("msg_"), digits.utf8.count == 32,
            digits.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    /// The event that a job's document told of when it was written in this version.
    ///
    /// - Parameter slot: whose event it is; nil for the job's own.
    package init(_ event: WebhookEvent, of job: JobID, version: Int, slot: Slot?) {
        let text = "\(job)/\(version)/\(event.rawValue)/\(slot?.name ?? "job")"
        rawValue = "msg_\(hexSHA256(Data(text.utf8)).prefix(32))"
    }

    /// 0–1, the same for the same event and number: spreads what would otherwise happen at once.
    package func spread(_ number: Int) -> Double {
        let digits = hexSHA256(Data("\(rawValue)/\(number)".utf8)).prefix(8)
        return Double(UInt32(digits, radix: 16) ?? 0) / Double(UInt32.max)
    }
}
