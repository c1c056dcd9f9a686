import Crypto
import CryptoExtras
import Foundation

/// The server's own RSA key, with which it signs the identity tokens of its pushes (RS256).
struct SigningKey: Sendable {
    /// Names the key in tokens and in the JWKS: a digest of its public part.
    let id: String
    private let key: _RSA.Signing.PrivateKey

    /// Reads the key from a directory, or makes one there that only its owner may read.
    init(directory: URL) throws {
        let file = directory.appending(path: "signing-key.pem")
        if FileManager.default.fileExists(atPath: file.path) {
            try self.init(pem: String(contentsOf: file, encoding: .utf8))
        } else {
            let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            try PrivateFile.create(file, holding: Data(key.pemRepresentation.utf8))
            self.init(key)
        }
    }

    init(pem: String) throws {
        self.init(try _RSA.Signing.PrivateKey(pemRepresentation: pem))
    }

    private init(_ key: _RSA.Signing.PrivateKey) {
        self.key = key
        id = SHA256.hash(data: key.publicKey.derRepresentation).prefix(10).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// A compact JWS over claims that are already JSON.
    func sign(claims: Data) throws -> String {
        let header = Data(#"{"alg":"RS256","kid":"\#(id)","typ":"JWT"}"#.utf8)
        let signed = "\(header.base64URLText).\(claims.base64URLText)"
        let signature = try key.signature(for: Data(signed.utf8), padding: .insecurePKCS1v1_5)
        return "\(signed).\(signature.rawRepresentation.base64URLText)"
    }

    /// The public part as a JSON Web Key.
    func publicJWK() throws -> JWK {
        let primitives = try key.publicKey.getKeyPrimitives()
        return JWK(kid: id, n: primitives.modulus.base64URLText, e: primitives.publicExponent.base64URLText)
    }
}

/// A public RSA key as RFC 7517 writes it.
struct JWK: Encodable, Sendable, Hashable {
    var kty = "RSA"
    var alg = "RS256"
    var use = "sig"
    let kid: String
    let n: String
    let e: String
}

extension Data {
    /// Base64 in the URL-safe alphabet without padding.
    fileprivate var base64URLText: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
