import SystemPackage

/// Whole small files.
enum FileBytes {
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
