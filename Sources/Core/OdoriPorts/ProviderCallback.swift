package import Foundation

/// What a provider posted to an address that we handed out: raw, since signatures are over bytes.
package struct ProviderCallback: Codable, Sendable, Hashable {
    /// Those that a signature may lie in; names in lower case.
    package var headers: [String: String]
    package var body: Data

    package init(headers: [String: String], body: Data) {
        self.headers = headers
        self.body = body
    }

    /// The most bytes of a body that are taken.
    package static let largestBody = 64 << 10

    /// - Parameter name: in lower case.
    package func header(_ name: String) -> String? { headers[name] }

    /// Whether a header, in lower case, is one that vendors sign with.
    package static func carries(_ header: String) -> Bool {
        header.hasPrefix("webhook-") || header.hasPrefix("x-fal-webhook-")
    }
}

/// Reads one vendor's callbacks, after it has made sure that they are the vendor's.
package protocol CallbackReader: Sendable {
    /// As it stands in documents: `kling`, `fal`.
    var provider: String { get }

    /// - Throws: `CallbackRefused` for what the vendor did not sign; a transient `OdoriError` when that cannot be found out now.
    func read(_ callback: ProviderCallback) async throws -> CallbackNews
}

/// What a genuine callback tells. It is a reason to ask, and nothing more: what became of an operation is asked for.
package struct CallbackNews: Sendable, Hashable {
    /// The operation's id, in the form that the provider's adapter takes; nil where the body tells none.
    package var operationID: String?

    package init(operationID: String?) {
        self.operationID = operationID
    }
}

/// A callback that proves nothing.
package struct CallbackRefused: Error, Hashable {
    package var reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}
