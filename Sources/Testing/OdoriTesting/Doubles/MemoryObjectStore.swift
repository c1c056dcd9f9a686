import Foundation
package import OdoriDomain
package import OdoriPorts
package import SystemPackage

/// Objects in memory, by the rules of the durable stores.
package actor MemoryObjectStore: ObjectStore {
    private struct Stored {
        var info: ObjectInfo
        var content: [UInt8]
    }

    private static let chunk = 1 << 20

    private var objects: [String: Stored] = [:]
    private var lastGeneration = 0

    package init() {}

    @discardableResult
    package func put(
        _ file: FilePath,
        as name: ObjectName,
        _ attributes: ObjectAttributes,
        if precondition: ObjectPrecondition
    ) async throws -> ObjectInfo {
        let content = try [UInt8](Data(contentsOf: URL(filePath: file.string)))
        return try store(content, as: name, attributes, if: precondition)
    }

    package func info(_ name: ObjectName) async throws -> ObjectInfo? {
        objects[name.rawValue]?.info
    }

    @discardableResult
    package func download(_ name: ObjectName, to file: FilePath) async throws -> ObjectInfo {
        let object = try existing(name)
        try Data(object.content).write(to: URL(filePath: file.string))
        return object.info
    }

    @discardableResult
    package func copy(
        _ source: ObjectName,
        to name: ObjectName,
        _ attributes: ObjectAttributes,
        if precondition: ObjectPrecondition
    ) async throws -> ObjectInfo {
        try store(existing(source).content, as: name, attributes, if: precondition)
    }

    package func read(_ name: ObjectName, range: Range<Int64>) async throws
        -> any AsyncSequence<[UInt8], any Error> & Sendable
    {
        let object = try existing(name)
        let range = range.clamped(to: 0..<object.info.bytes)
        let bytes = Array(object.content[Int(range.lowerBound)..<Int(range.upperBound)])
        return AsyncThrowingStream { continuation in
            for start in stride(from: 0, to: bytes.count, by: Self.chunk) {
                continuation.yield(Array(bytes[start..<min(bytes.count, start + Self.chunk)]))
            }
            continuation.finish()
        }
    }

    package func delete(_ name: ObjectName) async throws {
        objects[name.rawValue] = nil
    }

    package func list(prefix: String, after cursor: ObjectName?, limit: Int) async throws -> [ObjectInfo] {
        let names = objects.keys.filter { $0.hasPrefix(prefix) && $0 > cursor?.rawValue ?? "" }.sorted()
        return names.prefix(max(0, limit)).compactMap { objects[$0]?.info }
    }

    /// Stores bytes without a file.
    @discardableResult
    package func store(
        _ content: [UInt8],
        as name: ObjectName,
        _ attributes: ObjectAttributes,
        if precondition: ObjectPrecondition
    ) throws -> ObjectInfo {
        let current = objects[name.rawValue]?.info
        switch (precondition, current) {
        case (.none, _), (.absent, nil): break
        case (.generation(let wanted), let current?) where wanted == current.generation: break
        default: throw ObjectPreconditionFailed(current: current)
        }
        lastGeneration += 1
        var digest = ContentDigest()
        content.withUnsafeBytes { digest.update($0) }
        let info = ObjectInfo(
            name: name,
            generation: String(lastGeneration),
            bytes: digest.bytes,
            crc32c: digest.crc32c,
            sha256: digest.sha256,
            attributes: attributes
        )
        objects[name.rawValue] = Stored(info: info, content: content)
        return info
    }

    private func existing(_ name: ObjectName) throws -> Stored {
        guard let object = objects[name.rawValue] else {
            throw OdoriError(.checkpointLost, "\(name) is not stored")
        }
        return object
    }
}
