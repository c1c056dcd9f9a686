import OdoriJSON
import Crypto
import CryptoExtras
import Foundation
import OdoriDomain
import OdoriPorts

/// A service account with its private key, as its file holds them.
struct ServiceAccount: Sendable {
    private static let life = Duration.seconds(3600)
    /// Who every assertion is made out to, wherever it is sent.
    private static let audience = "https://oauth2.googleapis.com/token"

    let email: String
    let tokenURI: String
    let project: String?
    let quotaProject: String?
    private let keyID: String
    private let key: _RSA.Signing.PrivateKey

    /// Throws `credentials_invalid` when something is missing or the key is none.
    init(_ file: CredentialFile) throws(OdoriError) {
        guard let email = file.client_email, let pem = file.private_key, let id = file.private_key_id else {
            throw OdoriError(
                .credentialsInvalid, "the service account's file lacks client_email, private_key or its id")
        }
        do {
            key = try _RSA.Signing.PrivateKey(pemRepresentation: pem)
        } catch {
            throw OdoriError(.credentialsInvalid, "the service account's private_key cannot be read")
        }
        self.email = email
        keyID = id
        tokenURI = file.token_uri ?? Self.audience
        project = file.project_id
        quotaProject = file.quota_project_id
    }

    /// RSA with SHA-256, PKCS #1 v1.5.
    func signature(of bytes: Data) throws -> Data {
        try key.signature(for: bytes, padding: .insecurePKCS1v1_5).rawRepresentation
    }

    private struct Header: Encodable {
        var alg = "RS256"
        var kid: String
        var typ = "JWT"
    }

    private struct Claims: Encodable {
        var iss: String
        var sub: String?
        var aud: String?
        var scope: String
        var iat: Int64
        var exp: Int64
    }

    /// What the token server exchanges for an access token.
    func assertion(scope: String, now: Timestamp) throws -> String {
        try signed(Claims(iss: email, aud: Self.audience, scope: scope, iat: now.seconds, exp: end(now).seconds))
    }

    /// A token that Google's APIs take as it is.
    func selfSigned(scope: String, now: Timestamp) throws -> AccessToken {
        let claims = Claims(iss: email, sub: email, scope: scope, iat: now.seconds, exp: end(now).seconds)
        return AccessToken(value: try signed(claims), expiresAt: end(now), quotaProject: quotaProject)
    }

    private func end(_ now: Timestamp) -> Timestamp {
        now + Self.life
    }

    private func signed(_ claims: Claims) throws -> String {
        let parts =
            try Self.base64URL(QuickJSON.encode(Header(kid: keyID))) + "."
            + Self.base64URL(QuickJSON.encode(claims))
        return try parts + "." + Self.base64URL(signature(of: Data(parts.utf8)))
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

/// Tokens of a service account whose key is at hand.
struct ServiceAccountTokens: TokenSource {
    let account: ServiceAccount
    let endpoint: TokenEndpoint
    /// Without asking anybody.
    let isSelfSigned: Bool

    func fetch() async throws -> AccessToken {
        let scope = GoogleCredentials.scope
        if isSelfSigned { return try account.selfSigned(scope: scope, now: endpoint.clock.now) }
        let assertion = try account.assertion(scope: scope, now: endpoint.clock.now)
        let form = [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion)]
        var token = try await endpoint.token(account.tokenURI, form: form)
        token.quotaProject = account.quotaProject
        return token
    }
}

/// Tokens of a person who signed in on this machine.
struct AuthorizedUserTokens: TokenSource {
    let file: CredentialFile
    let endpoint: TokenEndpoint

    func fetch() async throws -> AccessToken {
        guard let id = file.client_id, let secret = file.client_secret, let refresh = file.refresh_token else {
            throw OdoriError(
                .credentialsInvalid, "the user's file lacks client_id, client_secret or refresh_token")
        }
        let form = [
            ("grant_type", "refresh_token"), ("client_id", id), ("client_secret", secret), ("refresh_token", refresh),
        ]
        var token = try await endpoint.token(file.token_uri ?? "https://oauth2.googleapis.com/token", form: form)
        token.quotaProject = file.quota_project_id
        return token
    }
}
