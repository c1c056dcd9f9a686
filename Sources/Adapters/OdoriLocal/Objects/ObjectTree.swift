import Foundation
import OdoriDomain
import OdoriPorts
import SystemPackage

/// The directories of an object store, and what lies where in them.
///
/// An object's bytes are `objects/{name}`. Its generation is that file's time of modification in nanoseconds, which we set ourselves
/// and which only ever grows; what else is known of it stands in `object-meta/{name}@{generation}.json`. A sidecar is on the disk
/// before its object takes its place, so whatever moment a crash strikes, the file that is found names the sidecar that belongs to it.
struct ObjectTree: Sendable {
    let objects: OpenFile
    let sidecars: OpenFile
    let drafts: OpenFile
    private let locks: FilePath

    /// So many objects can be written at the same time without waiting for each other.
    private static let lockCount: UInt32 = 64

    init(root: FilePath) throws {
        try FileManager.default.createDirectory(atPath: root.string, withIntermediateDirectories: true)
        let directory = try OpenFile(root)
        func open(_ name: String) throws -> OpenFile {
            guard let opened = try directory.directory(name, create: true) else { throw Errno.noSuchFileOrDirectory }
            return opened
        }
        objects = try open("objects")
        sidecars = try open("object-meta")
        drafts = try open("object-drafts")
        _ = try open("object-locks")
        locks = root.appending("object-locks")
    }

    /// Runs `body` while no other process and no other task writes `name`.
    func locked<Value>(_ name: ObjectName, _ body: () throws -> Value) throws -> Value {
        var crc = CRC32C()
        Array(name.rawValue.utf8).withUnsafeBytes { crc.update($0) }
        return try FileLock.holding(locks.appending(String(crc.value % Self.lockCount)), body)
    }

    /// The directory that a name's last part stands in; nil when it does not exist and is not to be made.
    func parent(of name: ObjectName, in tree: OpenFile, create: Bool = false) throws -> OpenFile? {
        var directory = tree
        for part in name.rawValue.split(separator: "/").dropLast() {
            guard let next = try directory.directory(String(part), create: create) else { return nil }
            directory = next
        }
        return directory
    }

    func state(of name: ObjectName) throws -> OpenFile.State? {
        try parent(of: name, in: objects)?.state(of: name.lastPart)
    }

    /// Opens an object for reading; nil when it does not exist. It stays readable when it is replaced meanwhile.
    func open(_ name: ObjectName) throws -> OpenFile? {
        guard let directory = try parent(of: name, in: objects), try directory.state(of: name.lastPart) != nil else {
            return nil
        }
        do {
            return try directory.child(name.lastPart)
        } catch Errno.noSuchFileOrDirectory {
            return nil
        }
    }

    func sidecar(of name: ObjectName, generation: Int64) throws -> ObjectSidecar? {
        guard let directory = try parent(of: name, in: sidecars) else { return nil }
        var content = Data()
        do {
            let file = try directory.child(Self.sidecarName(name, generation))
            try file.readAll(BlockingWork.CallOff()) { content.append(contentsOf: $0) }
        } catch Errno.noSuchFileOrDirectory {
            return nil
        }
        // One that cannot be read is as good as none: it is made anew from the object.
        return try? JSONDecoder().decode(ObjectSidecar.self, from: content)
    }

    func write(_ sidecar: ObjectSidecar, of name: ObjectName, generation: Int64) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let draft = try ObjectDraft(in: drafts)
        try encoder.encode(sidecar).withUnsafeBytes { try draft.file.append($0) }
        try draft.file.synchronise()
        guard let directory = try parent(of: name, in: sidecars, create: true) else { return }
        try drafts.move(draft.name, to: directory, as: Self.sidecarName(name, generation))
        try directory.synchronise()
    }

    func removeSidecar(of name: ObjectName, generation: Int64) throws {
        try parent(of: name, in: sidecars)?.remove(Self.sidecarName(name, generation))
    }

    /// `@` stands in no object's name, so no object's directory is taken for a sidecar.
    private static func sidecarName(_ name: ObjectName, _ generation: Int64) -> String {
        "\(name.lastPart)@\(generation).json"
    }
}

/// A file that is being written and will be moved to its place; removed when it was not.
final class ObjectDraft: Sendable {
    let file: OpenFile
    let name: String
    private let directory: OpenFile

    init(in directory: OpenFile) throws {
        self.directory = directory
        name = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        file = try directory.child(name, ObjectDraft.flags, creating: 0o600)
    }

    deinit {
        // A draft that stays behind is removed when the store is opened again.
        try? directory.remove(name)
    }
}
