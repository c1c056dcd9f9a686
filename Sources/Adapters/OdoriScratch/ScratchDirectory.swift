import FoundationEssentials
package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory that lives as long as one piece of work, and not longer, however the work ends.
///
/// Its owner holds an advisory lock on it, which the kernel drops when the process dies, even from SIGKILL: so
/// `sweep` can tell the leftovers of the dead from the work of the living without trusting process ids, which are
/// used again.
package enum ScratchDirectory {
    /// Every scratch directory's name begins with this; nothing else in the parent is ever touched.
    private static let mark = "scratch-"

    /// Removes what dead processes left in `parent`; call it once at start. A parent that does not exist is empty.
    ///
    /// - Returns: how many directories were removed.
    @discardableResult
    package static func sweep(in parent: FilePath) throws -> Int {
        let files = FileManager.default
        guard files.fileExists(atPath: parent.string) else { return 0 }
        var removed = 0
        for name in try files.contentsOfDirectory(atPath: parent.string) where name.hasPrefix(mark) {
            let path = parent.appending(name)
            guard let descriptor = lock(path) else { continue }
            defer { unlock(descriptor) }
            try files.removeItem(atPath: path.string)
            removed += 1
        }
        return removed
    }

    /// Makes a new empty directory and locks it.
    static func make(in parent: FilePath, prefix: String) throws -> (path: FilePath, lock: FileDescriptor) {
        let files = FileManager.default
        try files.createDirectory(atPath: parent.string, withIntermediateDirectories: true)
        while true {
            let path = parent.appending("\(mark)\(prefix)-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))")
            try files.createDirectory(atPath: path.string, withIntermediateDirectories: false)
            // A sweep elsewhere may take a directory between its making and its locking: then we make another.
            if let descriptor = lock(path) {
                if files.fileExists(atPath: path.string) { return (path, descriptor) }
                unlock(descriptor)
            }
        }
    }

    /// The directory's lock, nil when somebody holds it or it is gone.
    private static func lock(_ path: FilePath) -> FileDescriptor? {
        guard
            let descriptor = try? FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec, .noFollow])
        else { return nil }
        guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            unlock(descriptor)
            return nil
        }
        return descriptor
    }

    static func unlock(_ descriptor: FileDescriptor) {
        // Closing drops the lock; a descriptor of a directory has nothing left to write that could fail.
        try? descriptor.close()
    }
}

/// Gives `body` a new empty directory in `parent` and removes it when the body ends: by returning, throwing or
/// cancellation.
///
/// - Parameter prefix: a word for people who look at the disk, such as the stage.
package func withScratchDirectory<Result: Sendable>(
    in parent: FilePath,
    prefix: String,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (FilePath) async throws -> Result
) async throws -> Result {
    let (path, lock) = try ScratchDirectory.make(in: parent, prefix: prefix)
    defer {
        // What cannot be removed now is removed by the next start's sweep.
        try? FileManager.default.removeItem(atPath: path.string)
        ScratchDirectory.unlock(lock)
    }
    return try await body(path)
}
