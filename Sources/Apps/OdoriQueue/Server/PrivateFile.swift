import Foundation

/// Files that only their owner may read.
enum PrivateFile {
    /// Creates a file with mode 0600 that is complete or absent, even if the machine dies meanwhile.
    static func create(_ file: URL, holding data: Data) throws {
        let draft = file.appendingPathExtension("new")
        let descriptor = open(draft.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: data)
        try handle.synchronize()
        try handle.close()
        guard rename(draft.path, file.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
