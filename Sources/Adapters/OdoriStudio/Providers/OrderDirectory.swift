import Foundation
import OdoriDomain
import OdoriProcess
import OdoriScratch
import SystemPackage

/// The studio's orders on disk: `{operation key}/order.json`, `state`, `progress` and, once done, `result.mp4`. Every
/// file appears whole or not at all.
struct OrderDirectory: Sendable {
    let root: FilePath

    private static let prefix = "studio-"

    static func id(of key: OperationKey) -> String {
        prefix + key.rawValue
    }

    /// The key that an id stands for; nil for what is no id of ours, so that none can name a file elsewhere.
    static func key(of id: String) -> OperationKey? {
        id.hasPrefix(prefix) ? OperationKey(rawValue: String(id.dropFirst(prefix.count))) : nil
    }

    func directory(_ key: OperationKey) -> FilePath { root.appending(key.rawValue) }
    func order(_ key: OperationKey) -> FilePath { directory(key).appending("order.json") }
    func result(_ key: OperationKey) -> FilePath { directory(key).appending("result.mp4") }
    func lock(_ key: OperationKey) -> FilePath { directory(key).appending("lock") }
    private func state(_ key: OperationKey) -> FilePath { directory(key).appending("state") }
    private func progressFile(_ key: OperationKey) -> FilePath { directory(key).appending("progress") }

    func has(_ key: OperationKey) -> Bool { Files.exists(order(key)) }
    func hasResult(_ key: OperationKey) -> Bool { Files.exists(result(key)) }

    /// Writes an order unless it is there already, and returns its id.
    func place(_ order: StudioOrder) throws -> String {
        if !has(order.key) {
            try Files.makeDirectory(directory(order.key))
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            try Files.writeAtomically(try encoder.encode(order), to: self.order(order.key))
        }
        return Self.id(of: order.key)
    }

    /// - Throws: `document_corrupt` when the order cannot be understood.
    func read(_ key: OperationKey) throws -> StudioOrder {
        let data = try Files.read(order(key))
        do {
            return try JSONDecoder().decode(StudioOrder.self, from: data)
        } catch {
            throw OdoriError(.documentCorrupt, "the studio's order \(key) cannot be read: \(error)")
        }
    }

    func markCancelled(_ key: OperationKey) throws {
        try Files.writeAtomically(Data("cancelled\n".utf8), to: state(key))
    }

    /// The only state written down is that an order was called off; that it is done is the result's being there.
    func isCancelled(_ key: OperationKey) -> Bool { Files.exists(state(key)) }

    func writeProgress(_ share: Double, _ key: OperationKey) throws {
        try Files.writeAtomically(Data(Decimal1.fine(share).utf8), to: progressFile(key))
    }

    /// How far the work was when it was last heard of.
    func progress(_ key: OperationKey) -> Double? {
        guard Files.exists(progressFile(key)), let data = try? Files.read(progressFile(key)) else { return nil }
        return Double(String(decoding: data, as: UTF8.self))
    }

    /// Removes what a killed renderer left behind.
    func sweep(_ key: OperationKey) throws {
        try ScratchDirectory.sweep(in: directory(key))
    }
}
