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
    let digest = SHA256.hash(data: data)
    return String(unsafeUninitializedCapacity: 64) { buffer in
        for (index, byte) in digest.enumerated() {
            buffer[2 * index] = hexDigit(byte >> 4)
            buffer[2 * index + 1] = hexDigit(byte & 0xF)
        }
        return 64
    }
}

private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
