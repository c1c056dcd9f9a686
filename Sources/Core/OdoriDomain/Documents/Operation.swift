package import Foundation
import Crypto

/// A unit of paid work at a provider, recorded before it is used.
package struct Operation: Codable, Sendable, Hashable {
    package var key: OperationKey
    package var provider: String
    /// The provider's id, once known; recorded before the first poll.
    package var id: String?
    /// The sender never writes its request after this.
    package var submitBy: Timestamp
    package var state: State

    package init(key: OperationKey, provider: String, submitBy: Timestamp) {
        self.key = key
        self.provider = provider
        self.submitBy = submitBy
        state = .submitting
    }

    package enum State: String, Codable, Sendable {
        /// The intent is committed; whether the provider has it is not yet known here.
        case submitting
        /// The provider has it.
        case running
        case succeeded, failed, cancelled
    }

    package var isOpen: Bool {
        state == .submitting || state == .running
    }

    enum CodingKeys: String, CodingKey {
        case key, provider, id, state
        case submitBy = "submit_by"
    }
}

/// Our deterministic name for an operation: a hash of job, slot, stage and generation, so that a second attempt finds the
/// first one's work. 32 hex digits, which every provider's id field takes.
package struct OperationKey: TextIdentifier {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.utf8.count == 32, rawValue.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        self.rawValue = rawValue
    }

    package init(run: RunID, stage: StageID, generation: Int) {
        let text = "\(run.job)/\(run.slot.name)/\(stage)/\(generation)"
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
