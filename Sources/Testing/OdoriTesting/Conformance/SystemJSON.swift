import Foundation

/// The system's own encoder, against which ours is held.
package enum SystemJSON {
    /// With sorted keys and plain slashes.
    package static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
