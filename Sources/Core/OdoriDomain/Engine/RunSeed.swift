import Foundation

extension JobDocument {
    /// The number from which everything in a run is drawn: the same seed and slot give the same character.
    package func seed(of slot: Slot) -> UInt64 {
        let root = config.seed.map(String.init) ?? jobID.rawValue
        return UInt64(hexSHA256(Data("\(root)/\(slot.name)".utf8)).prefix(16), radix: 16) ?? 0
    }
}
