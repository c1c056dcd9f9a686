package import OdoriDomain
import OdoriPorts
import Synchronization

/// Ids that count up, so that a test can name them beforehand: job 1 is `00000000-0000-4000-8000-000000000001`.
package final class SequenceIdentifiers: IdentifierSource {
    private let count: Mutex<Int>

    /// - Parameter last: the number before the first one.
    package init(after last: Int = 0) {
        count = Mutex(last)
    }

    package func jobID() -> JobID {
        let text = "00000000-0000-4000-8000-" + Self.hex(next(), digits: 12)
        guard let id = JobID(rawValue: text) else {
            preconditionFailure("a counted id is well-formed")
        }
        return id
    }

    package func token(bytes: Int) -> String {
        Self.hex(next(), digits: bytes * 2)
    }

    private func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }

    /// The last `digits` hex digits.
    private static func hex(_ number: Int, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text.suffix(digits)
    }
}
