import Foundation
package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The directory of a demo: emptied before each one, but only when an earlier demo made it.
package struct DemoDirectory: Sendable {
    /// The file by which a demo recognises its own directory; a running demo holds a lock on it.
    static let mark = ".odori-demo"

    package let path: FilePath
    private let lock: FileDescriptor

    /// Makes the directory, or empties the one of an earlier demo, and locks it until the process ends.
    ///
    /// - Throws: `StackFailure` when something else lies there, or a demo runs there now.
    package init(at path: FilePath) throws {
        self.path = path
        let files = FileManager.default
        let mark = path.appending(Self.mark)
        do {
            if files.fileExists(atPath: path.string) {
                try Self.checkOurs(path)
            } else {
                try files.createDirectory(atPath: path.string, withIntermediateDirectories: true)
            }
            lock = try FileDescriptor.open(
                mark,
                .readWrite,
                options: [.create, .closeOnExec],
                permissions: [.ownerReadWrite]
            )
            guard flock(lock.rawValue, LOCK_EX | LOCK_NB) == 0 else {
                throw StackFailure("A demo is running in \(path) already.")
            }
            for name in try files.contentsOfDirectory(atPath: path.string) where name != Self.mark {
                try files.removeItem(atPath: path.appending(name).string)
            }
        } catch let failure as StackFailure {
            throw failure
        } catch {
            throw StackFailure("\(path) cannot be made ready for a demo: \(error.localizedDescription)")
        }
    }

    private static func checkOurs(_ path: FilePath) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: path.string)
        guard names.isEmpty || names.contains(mark) else {
            throw StackFailure(
                "\(path) is not empty and no demo made it; name another directory with --data-dir, or empty it yourself."
            )
        }
    }

    /// Where the summary lies.
    package var summary: FilePath {
        path.appending("summary.json")
    }
}
