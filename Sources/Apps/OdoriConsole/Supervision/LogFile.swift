import Foundation
import SystemPackage

/// A child's log: what it says from one start of its supervisor to the next; the one before is kept beside it as `.1`.
struct LogFile: Sendable {
    private let file: FileDescriptor

    init(path: FilePath) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
        if files.fileExists(atPath: path.string) {
            let older = path.string + ".1"
            if files.fileExists(atPath: older) { try files.removeItem(atPath: older) }
            try files.moveItem(atPath: path.string, toPath: older)
        }
        file = try FileDescriptor.open(
            path,
            .writeOnly,
            options: [.create, .append, .closeOnExec],
            permissions: [.ownerReadWrite]
        )
    }

    func append(_ line: String) throws {
        try file.writeAll(Array("\(line)\n".utf8))
    }

    func close() throws {
        try file.close()
    }
}
