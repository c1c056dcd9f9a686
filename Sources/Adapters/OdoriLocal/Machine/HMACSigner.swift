import Crypto
import Foundation
import OdoriPorts

/// Signs with HMAC-SHA-256 under a secret.
package struct HMACSigner: Signer {
    private let key: SymmetricKey

    /// - Parameter secret: any text; the longer and the less guessable the better.
    package init(secret: String) {
        key = SymmetricKey(data: Data(secret.utf8))
    }

    package func signature(of text: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }

    package func isValid(_ signature: String, of text: String) -> Bool {
        let expected = Array(self.signature(of: text).utf8)
        let given = Array(signature.utf8)
        guard given.count == expected.count else { return false }
        // Looks at every digit, however early one differs: the time it takes must not tell how much was right.
        return zip(given, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
