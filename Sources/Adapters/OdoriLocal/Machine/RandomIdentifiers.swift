package import OdoriDomain
import OdoriPorts

/// Ids and tokens that nobody can guess, from the system's generator.
package struct RandomIdentifiers: IdentifierSource {
    package init() {}

    /// A UUID of version 4.
    package func jobID() -> JobID {
        while true {
            var digits = Array(token(bytes: 16))
            digits[12] = "4"
            digits[16] = ["8", "9", "a", "b"][Int.random(in: 0..<4)]
            let parts = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
            if let id = JobID(rawValue: parts.map { String($0) }.joined(separator: "-")) { return id }
        }
    }

    package func token(bytes: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<bytes).map { _ in
            let digits = String(UInt8.random(in: .min ... .max, using: &generator), radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
