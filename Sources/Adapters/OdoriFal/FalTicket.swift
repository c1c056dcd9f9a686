import Foundation

/// An operation's id as the engine keeps it: the request's id and the paths under which fal said that it is to be asked for, on
/// the configured host. The vendor's pages disagree about those paths, so the ones that were answered are used.
struct FalTicket: Hashable {
    let requestID: String
    let status: String
    let response: String
    let cancel: String

    /// Of a submission's answer. An address that leads anywhere else is not used, since the key is sent there: then, and where one
    /// is missing, the documented path takes its place, so that what was taken is not lost.
    init?(_ answer: FalSubmitted, _ configuration: FalConfiguration) {
        guard let plain = FalTicket(requestID: answer.requestID, configuration) else { return nil }
        func path(_ url: String?, or standard: String) -> String {
            url.flatMap { Self.path(of: $0, on: configuration.queueURL) } ?? standard
        }
        requestID = plain.requestID
        status = path(answer.statusURL, or: plain.status)
        response = path(answer.responseURL, or: plain.response)
        cancel = path(answer.cancelURL, or: plain.cancel)
    }

    /// Of a request of which only the id is known, because a callback named it: on the documented paths, which hold the owner and the
    /// app and not the rest of the model's id.
    init?(requestID: String, _ configuration: FalConfiguration) {
        guard !requestID.isEmpty, requestID.count <= 200,
            requestID.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) })
        else { return nil }
        self.requestID = requestID
        let app = configuration.model.split(separator: "/").prefix(2).joined(separator: "/")
        response = "/\(app)/requests/\(requestID)"
        status = response + "/status"
        cancel = response + "/cancel"
    }

    /// As `text` writes it; nil for any other text.
    init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, !parts[0].isEmpty, parts.dropFirst().allSatisfy({ $0.hasPrefix("/") }) else {
            return nil
        }
        (requestID, status, response, cancel) = (parts[0], parts[1], parts[2], parts[3])
    }

    var text: String { "\(requestID) \(status) \(response) \(cancel)" }

    /// The path and query of an address on a host; nil when it leads elsewhere or holds what no path holds.
    static func path(of url: String, on base: String) -> String? {
        guard url.hasPrefix(base + "/"), url.utf8.count <= 2000,
            url.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "#") })
        else { return nil }
        let path = String(url.dropFirst(base.count))
        return path.split(separator: "/").contains("..") ? nil : path
    }
}
