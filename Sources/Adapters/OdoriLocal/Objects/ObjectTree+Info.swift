import Foundation
import OdoriDomain
import OdoriPorts
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ObjectTree {
    /// A draft that was not touched for so long belongs to nobody any more.
    private static let draftAge = Duration.seconds(3600)

    /// What is stored under a name, always of one generation; nil when nothing is.
    func info(_ name: ObjectName, _ callOff: BlockingWork.CallOff) throws -> ObjectInfo? {
        while let state = try state(of: name) {
            try callOff.check()
            if let sidecar = try sidecar(of: name, generation: state.modified), sidecar.bytes == state.bytes {
                return sidecar.info(name, generation: state.modified)
            }
            // No sidecar: either the object was replaced a moment ago, or somebody else made the file.
            if try self.state(of: name) == state, let info = try adopt(name, state, callOff) { return info }
        }
        return nil
    }

    /// Makes the sidecar of a file that has none; nil when the file changed meanwhile.
    private func adopt(_ name: ObjectName, _ state: OpenFile.State, _ callOff: BlockingWork.CallOff) throws
        -> ObjectInfo?
    {
        guard let file = try open(name), try file.state() == state else { return nil }
        let digest = try file.digest(callOff)
        guard try file.state() == state, try self.state(of: name) == state else { return nil }
        let sidecar = ObjectSidecar(digest, ObjectAttributes(contentType: "application/octet-stream"))
        try write(sidecar, of: name, generation: state.modified)
        return sidecar.info(name, generation: state.modified)
    }

    /// Removes what writers left behind that died.
    func removeOldDrafts() throws {
        let oldest = Int64((Date().timeIntervalSince1970 - Self.draftAge.inSeconds) * 1_000_000_000)
        for entry in try drafts.entries() where !entry.isDirectory {
            if let state = try drafts.state(of: entry.name), state.modified < oldest { try drafts.remove(entry.name) }
        }
    }
}

extension OpenFile {
    /// For a file that is made anew or emptied.
    static let overwriting = O_WRONLY | O_CREAT | O_TRUNC
}

extension ObjectDraft {
    static let flags = O_RDWR | O_CREAT | O_EXCL
}
