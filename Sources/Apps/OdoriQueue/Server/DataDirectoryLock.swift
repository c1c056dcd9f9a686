import Foundation

/// Holds a data directory for one server; the system lets go of it when the process dies, however it dies.
final class DataDirectoryLock: Sendable {
    private let descriptor: Int32

    /// Creates the directory when it is missing, and throws `DataDirectoryInUse` while another server holds it.
    init(_ directory: URL) throws {
        try FileManager.default.createDirectory(
            at: directory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let opened = open(directory.appending(path: "lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        descriptor = opened
        // From here on `deinit` runs also when this throws: closing it here as well would close what others have opened since.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw DataDirectoryInUse(path: directory.path) }
    }

    deinit {
        close(descriptor)
    }
}

/// Two servers on one data directory would push every task twice.
struct DataDirectoryInUse: Error, CustomStringConvertible {
    let path: String

    var description: String { "The data directory \(path) is in use by another odori-queue." }
}
