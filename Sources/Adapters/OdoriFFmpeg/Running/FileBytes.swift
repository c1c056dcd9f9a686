import SystemPackage

/// The bytes of files.
enum FileBytes {
    /// Hands a file over piece by piece.
    static func eachPiece(of path: FilePath, _ take: ([UInt8]) throws -> Void) throws {
        let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        try file.closeAfter {
            while true {
                let bytes = try [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, read in
                    read = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
                }
                guard !bytes.isEmpty else { return }
                try take(bytes)
            }
        }
    }

    /// A whole small file.
    static func read(_ path: FilePath) throws -> [UInt8] {
        let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        return try file.closeAfter {
            let size = Int(try file.seek(offset: 0, from: .end))
            try file.seek(offset: 0, from: .start)
            return try [UInt8](unsafeUninitializedCapacity: size) { buffer, read in
                while read < size {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[read...])
                    let count = try file.read(into: rest)
                    if count == 0 { break }
                    read += count
                }
            }
        }
    }

    static func write(_ bytes: [UInt8], to path: FilePath) throws {
        let options: FileDescriptor.OpenOptions = [.create, .truncate, .closeOnExec]
        let file = try FileDescriptor.open(path, .writeOnly, options: options, permissions: .ownerReadWrite)
        _ = try file.closeAfter { try file.writeAll(bytes) }
    }
}
