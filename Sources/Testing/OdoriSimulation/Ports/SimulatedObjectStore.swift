import OdoriDomain
import OdoriPorts
import Synchronization
import SystemPackage

/// The objects of a schedule, by the rules of the durable stores; contents are the texts of `SimulatedFiles`.
final class SharedObjects: Sendable {
    struct Stored: Sendable {
        var info: ObjectInfo
        var content: String
    }

    private struct State {
        var objects: [ObjectName: Stored] = [:]
        var lastGeneration = 0
    }

    private let state = Mutex(State())

    func put(
        _ content: String, as name: ObjectName, _ attributes: ObjectAttributes, if precondition: ObjectPrecondition
    ) throws -> ObjectInfo {
        try state.withLock { state in
            let current = state.objects[name]?.info
            switch (precondition, current) {
            case (.none, _), (.absent, nil): break
            case (.generation(let wanted), let current?) where wanted == current.generation: break
            default: throw ObjectPreconditionFailed(current: current)
            }
            state.lastGeneration += 1
            let (crc, sha) = Self.checksums(of: content)
            let info = ObjectInfo(
                name: name, generation: String(state.lastGeneration), bytes: Int64(content.utf8.count), crc32c: crc,
                sha256: sha, attributes: attributes)
            state.objects[name] = Stored(info: info, content: content)
            return info
        }
    }

    func existing(_ name: ObjectName) throws -> Stored {
        guard let stored = state.withLock({ $0.objects[name] }) else {
            throw OdoriError(.checkpointLost, "\(name) is not stored")
        }
        return stored
    }

    func info(_ name: ObjectName) -> ObjectInfo? {
        state.withLock { $0.objects[name]?.info }
    }

    func delete(_ name: ObjectName) {
        state.withLock { $0.objects[name] = nil }
    }

    /// Some working file of a run is gone, as if somebody had deleted it.
    func loseOne(_ dice: SharedDice, _ chronicle: Chronicle) {
        let names = all.keys.filter { $0.rawValue.contains("/tmp/") }.sorted { $0.rawValue < $1.rawValue }
        guard !names.isEmpty else { return }
        let name = names[dice.below(names.count)]
        chronicle.note("somebody", "deletes \(name)")
        delete(name)
    }

    var all: [ObjectName: Stored] {
        state.withLock { $0.objects }
    }

    /// Not the real ones, which cost more than the rest of the schedule; as long, and equal for equal contents only.
    private static func checksums(of content: String) -> (crc: String, sha: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in content.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let text = Fingerprint.hex(hash)
        return (String(text.suffix(8)), text + text + text + text)
    }
}

/// The object store as one process reaches it.
struct SimulatedObjectStore: ObjectStore {
    let objects: SharedObjects
    let files: SimulatedFiles
    let process: SimulatedProcess

    @discardableResult
    func put(
        _ file: FilePath, as name: ObjectName, _ attributes: ObjectAttributes, if precondition: ObjectPrecondition
    ) async throws -> ObjectInfo {
        try await process.call(.put) {
            try objects.put(try files.read(file), as: name, attributes, if: precondition)
        }
    }

    func info(_ name: ObjectName) async throws -> ObjectInfo? {
        try await process.call(.info) { objects.info(name) }
    }

    @discardableResult
    func download(_ name: ObjectName, to file: FilePath) async throws -> ObjectInfo {
        try await process.call(.download) {
            let stored = try objects.existing(name)
            files.write(stored.content, to: file)
            return stored.info
        }
    }

    @discardableResult
    func copy(
        _ source: ObjectName, to name: ObjectName, _ attributes: ObjectAttributes, if precondition: ObjectPrecondition
    ) async throws -> ObjectInfo {
        try await process.call(.copy) {
            try objects.put(try objects.existing(source).content, as: name, attributes, if: precondition)
        }
    }

    func read(_ name: ObjectName, range: Range<Int64>) async throws
        -> any AsyncSequence<[UInt8], any Error> & Sendable
    {
        try await process.call(.read) {
            let stored = try objects.existing(name)
            let range = range.clamped(to: 0..<stored.info.bytes)
            let bytes = Array(Array(stored.content.utf8)[Int(range.lowerBound)..<Int(range.upperBound)])
            return AsyncThrowingStream { continuation in
                if !bytes.isEmpty { continuation.yield(bytes) }
                continuation.finish()
            }
        }
    }

    func delete(_ name: ObjectName) async throws {
        try await process.call(.delete) { objects.delete(name) }
    }

    func list(prefix: String, after cursor: ObjectName?, limit: Int) async throws -> [ObjectInfo] {
        try await process.call(.list) {
            objects.all.values.map(\.info)
                .filter { $0.name.rawValue.hasPrefix(prefix) && $0.name.rawValue > cursor?.rawValue ?? "" }
                .sorted { $0.name.rawValue < $1.name.rawValue }.prefix(max(0, limit)).map(\.self)
        }
    }
}
