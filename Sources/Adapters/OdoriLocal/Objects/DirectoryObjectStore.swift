import Foundation
package import OdoriDomain
package import OdoriPorts
package import SystemPackage

/// Objects in a directory that several processes share: `{root}/objects/{name}` are the files themselves.
///
/// An object is on the disk, whole, when a write of it returns; a crash at any moment leaves the old one or the new one. A file that
/// somebody else put into `objects` is taken for an object of type `application/octet-stream`. Symbolic links are not followed.
///
/// Errors beside the port's own: `object_name_unusable` (permanent) for a name that is a directory of other objects, or the other way
/// round, or has a part of more than some 200 bytes.
package final class DirectoryObjectStore: ObjectStore {
    let tree: ObjectTree
    private let onStep: @Sendable (PublicationStep) -> Void

    /// Opens the store, making its directories when they do not exist.
    package convenience init(root: FilePath) throws {
        try self.init(root: root) { _ in }
    }

    /// - Parameter onStep: called after every step of a write; a test dies in it.
    init(root: FilePath, onStep: @escaping @Sendable (PublicationStep) -> Void) throws {
        self.onStep = onStep
        tree = try Self.mapped("the store") { try ObjectTree(root: root) }
        try Self.mapped("the store") { try tree.removeOldDrafts() }
    }

    @discardableResult
    package func put(
        _ file: FilePath,
        as name: ObjectName,
        _ attributes: ObjectAttributes,
        if precondition: ObjectPrecondition
    ) async throws -> ObjectInfo {
        try await work(name) { [self] callOff in
            try publication(name, attributes, precondition, callOff).run {
                do {
                    return try OpenFile(file)
                } catch {
                    throw OdoriError(.internalError, "the file to store cannot be read: \(error)", .transient)
                }
            }
        }
    }

    @discardableResult
    package func copy(
        _ source: ObjectName,
        to name: ObjectName,
        _ attributes: ObjectAttributes,
        if precondition: ObjectPrecondition
    ) async throws -> ObjectInfo {
        try await work(name) { [self] callOff in
            let (file, info) = try existing(source, callOff)
            return try publication(name, attributes, precondition, callOff).run(expecting: info) { file }
        }
    }

    package func info(_ name: ObjectName) async throws -> ObjectInfo? {
        try await work(name) { [tree] in try tree.info(name, $0) }
    }

    @discardableResult
    package func download(_ name: ObjectName, to file: FilePath) async throws -> ObjectInfo {
        try await work(name) { [self] callOff in
            let (object, info) = try existing(name, callOff)
            let target = try OpenFile(file, OpenFile.overwriting)
            let digest = try object.copy(to: target, callOff)
            guard digest.crc32c == info.crc32c, digest.bytes == info.bytes else { throw Self.damaged(name) }
            return info
        }
    }

    package func read(_ name: ObjectName, range: Range<Int64>) async throws
        -> any AsyncSequence<[UInt8], any Error> & Sendable
    {
        try await work(name) { [self] _ in
            guard let file = try tree.open(name) else { throw Self.lost(name) }
            return ObjectChunks(file: file, range: range.clamped(to: 0..<(try file.state().bytes)))
        }
    }

    package func delete(_ name: ObjectName) async throws {
        try await work(name) { [tree] _ in
            try tree.locked(name) {
                guard let state = try tree.state(of: name), let directory = try tree.parent(of: name, in: tree.objects)
                else { return }
                try directory.remove(name.lastPart)
                try directory.synchronise()
                try tree.removeSidecar(of: name, generation: state.modified)
            }
        }
    }

    package func list(prefix: String, after cursor: ObjectName?, limit: Int) async throws -> [ObjectInfo] {
        try await BlockingWork.run { [tree] callOff in
            try Self.mapped("the store") {
                try tree.names(prefix: prefix, after: cursor?.rawValue ?? "", limit: max(0, limit))
                    .compactMap { try tree.info($0, callOff) }
            }
        }
    }

    private func publication(
        _ name: ObjectName,
        _ attributes: ObjectAttributes,
        _ precondition: ObjectPrecondition,
        _ callOff: BlockingWork.CallOff
    ) -> ObjectPublication {
        ObjectPublication(
            tree: tree,
            name: name,
            attributes: attributes,
            precondition: precondition,
            callOff: callOff,
            onStep: onStep
        )
    }

    /// An object open for reading with what is said of just these bytes.
    private func existing(_ name: ObjectName, _ callOff: BlockingWork.CallOff) throws -> (OpenFile, ObjectInfo) {
        while let file = try tree.open(name) {
            try callOff.check()
            let generation = String(try file.state().modified)
            // Replaced between the two look-ups: look again.
            if let info = try tree.info(name, callOff), info.generation == generation { return (file, info) }
        }
        throw Self.lost(name)
    }

    private func work<Value: Sendable>(
        _ name: ObjectName,
        _ body: @escaping @Sendable (BlockingWork.CallOff) throws -> Value
    ) async throws -> Value {
        try await BlockingWork.run { callOff in try Self.mapped(name.rawValue) { try body(callOff) } }
    }

    private static func mapped<Value>(_ subject: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as Errno {
            switch error {
            case .notDirectory, .isDirectory, .fileNameTooLong, .tooManySymbolicLinkLevels:
                throw OdoriError("object_name_unusable", "\(subject): \(error)")
            default:
                throw OdoriError(.storeUnavailable, "\(subject): \(error)", .transient)
            }
        }
    }

    static func damaged(_ name: ObjectName) -> OdoriError {
        OdoriError(.storeUnavailable, "\(name): the bytes are not those that were stored", .transient)
    }

    private static func lost(_ name: ObjectName) -> OdoriError {
        OdoriError(.checkpointLost, "\(name) is not stored")
    }
}
