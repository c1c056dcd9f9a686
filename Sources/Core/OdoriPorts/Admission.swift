/// Decides whether a push may come in.
package protocol TokenVerifier: Sendable {
    /// Verifies the `Authorization` header of a push.
    ///
    /// - Throws: `AdmissionRefused`; `OdoriError` of kind `transient` when the issuer's keys cannot be had.
    func verify(authorization: String?) async throws
}

/// Why a caller is not let in.
package enum AdmissionRefused: Error, Hashable {
    /// No token, or one that proves nothing: 401.
    case unauthenticated(String)
    /// A genuine token of somebody who may not call: 403.
    case forbidden(String)
}

/// Makes and checks the expiring links under which stored files are handed out.
package protocol Signer: Sendable {
    /// Hex of a keyed digest over `text`.
    func signature(of text: String) -> String
    /// Compares in constant time.
    func isValid(_ signature: String, of text: String) -> Bool
}
