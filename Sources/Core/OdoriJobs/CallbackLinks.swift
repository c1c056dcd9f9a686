package import OdoriDomain
package import OdoriPorts

/// The addresses under which providers tell of their operations, and the tokens in them: what one stands for, and our signature.
package struct CallbackLinks: Sendable {
    private let signer: any Signer
    private let publicURL: String

    /// - Parameter publicURL: of the API, without a trailing slash.
    package init(signer: any Signer, publicURL: String) {
        self.signer = signer
        self.publicURL = publicURL
    }

    /// `{public URL}/api/v1/callbacks/{provider}/{token}`
    package func link(for provider: String, _ target: CallbackTarget) -> String {
        let signature = signer.signature(of: Self.text(provider, "\(target)"))
        return "\(publicURL)/api/v1/callbacks/\(provider)/\(target).\(signature)"
    }

    /// What a token of ours stands for; nil for any other text, and for the token of another provider.
    package func target(of token: String, from provider: String) -> CallbackTarget? {
        guard let mark = token.lastIndex(of: ".") else { return nil }
        let text = String(token[..<mark])
        guard signer.isValid(String(token[token.index(after: mark)...]), of: Self.text(provider, text)) else {
            return nil
        }
        return CallbackTarget(text)
    }

    private static func text(_ provider: String, _ target: String) -> String { "callback/\(provider)/\(target)" }
}
