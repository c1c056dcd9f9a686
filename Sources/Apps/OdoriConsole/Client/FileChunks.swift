import NIOCore
import SystemPackage

/// A file's bytes, a piece at a time: a video is sent without being held in memory.
struct FileChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    private static let chunk = 256 << 10

    let path: FilePath
    /// The file's size in bytes when this was made.
    let count: Int64

    /// Throws `ClientProblem` when the file cannot be read.
    init(path: FilePath) throws {
        self.path = path
        count = try Self.reading(path) { (file: SystemPackage.FileDescriptor) -> Int64 in
            try file.closeAfter { try file.seek(offset: 0, from: .end) }
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(path: path)
    }

    /// Opens the file for each piece, so that nothing stays open when an upload is given up.
    struct AsyncIterator: AsyncIteratorProtocol {
        let path: FilePath
        private var offset: Int64 = 0

        init(path: FilePath) {
            self.path = path
        }

        mutating func next() async throws -> ByteBuffer? {
            let start = offset
            let bytes = try FileChunks.reading(path) { (file: SystemPackage.FileDescriptor) -> [UInt8] in
                try file.closeAfter {
                    try [UInt8](unsafeUninitializedCapacity: FileChunks.chunk) { buffer, count in
                        count = try file.read(fromAbsoluteOffset: start, into: UnsafeMutableRawBufferPointer(buffer))
                    }
                }
            }
            offset += Int64(bytes.count)
            return bytes.isEmpty ? nil : ByteBuffer(bytes: bytes)
        }
    }

    private static func reading<Result>(
        _ path: FilePath,
        _ body: (SystemPackage.FileDescriptor) throws -> Result
    ) throws -> Result {
        do {
            return try body(try SystemPackage.FileDescriptor.open(path, .readOnly, options: [.closeOnExec]))
        } catch let error as Errno {
            throw ClientProblem("\(path) cannot be read: \(error)")
        }
    }
}
