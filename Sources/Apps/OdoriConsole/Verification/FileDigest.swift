import Crypto
import SystemPackage

/// A file's size and SHA-256, read in pieces.
struct FileDigest: Hashable {
    var bytes: Int64
    /// Lower-case hex.
    var sha256: String

    /// Throws `ClientProblem` when the file cannot be read.
    init(of path: FilePath) throws {
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
            self = try file.closeAfter { try FileDigest(reading: file) }
        } catch let error as Errno {
            throw ClientProblem("\(path) cannot be read: \(error)")
        }
    }

    private init(reading file: FileDescriptor) throws {
        var digest = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        bytes = 0
        while true {
            let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
            guard count > 0 else { break }
            digest.update(data: buffer[..<count])
            bytes += Int64(count)
        }
        sha256 = digest.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
