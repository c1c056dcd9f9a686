import OdoriDomain
import SystemPackage

/// A file that is read piece by piece, and closed when nobody reads it any more.
final class FileBytes: Sendable {
    private let descriptor: FileDescriptor

    init(_ file: FilePath) throws {
        descriptor = try FileDescriptor.open(file, .readOnly, options: .closeOnExec)
    }

    deinit {
        // Nothing was written, so nothing can be lost.
        try? descriptor.close()
    }

    /// Exactly so many bytes.
    func read(at offset: Int64, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let got = try descriptor.read(fromAbsoluteOffset: offset + Int64(filled), into: rest)
                guard got > 0 else {
                    throw OdoriError(.toolFailed, "a file became shorter while it was sent", .transient)
                }
                filled += got
            }
        }
    }

    static func count(of file: FilePath) throws -> Int64 {
        try FileBytes(file).count()
    }

    private func count() throws -> Int64 {
        try descriptor.seek(offset: 0, from: .end)
    }
}
