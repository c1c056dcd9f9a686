package import Foundation
import Crypto

/// Our deterministic name for an operation: a hash of job, slot, stage and generation, so that a second attempt finds the
/// first one's work. 32 hex digits, which every provider's id field takes.
package struct OperationKey: TextIdentifier {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.utf8.count == 32, rawValue.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        self.rawValue = rawValue
    }

    /// - Parameter call: tells the calls of one stage apart at providers that cannot be asked about earlier ones.
    package init(run: RunID, stage: StageID, generation: Int, call: Int = 0) {
        let text = "\(run.job)/\(run.slot.name)/\(stage)/\(generation)" + (call == 0 ? "" : "/\(call)")
        rawValue = String(hexSHA256(Data(text.utf8)).prefix(32))
    }
}

/// SHA-256 in lower-case hex.
package func hexSHA256(_ data: Data) -> String {
    SHA256.hash(data: data).map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
}
