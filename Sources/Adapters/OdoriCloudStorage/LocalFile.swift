import Crypto
import Foundation
import NIOCore
import NIOPosix
import OdoriDomain
import SystemPackage

/// A file of this machine, read and written on threads that may wait for the disk.
final class LocalFile: Sendable {
    /// The largest piece that is in memory at once.
    static let block = 1 << 20

    private let descriptor: SystemPackage.FileDescriptor

    init(reading path: FilePath) throws {
        descriptor = try SystemPackage.FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    }

    /// Opens a file for writing, making it or emptying it.
    init(writing path: FilePath) throws {
        descriptor = try SystemPackage.FileDescriptor.open(
            path, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: [.ownerReadWrite])
    }

    deinit {
        // Nothing can be done about a file that does not close.
        try? descriptor.close()
    }

    /// Reads up to `count` bytes; fewer only at the end.
    func read(at offset: Int64, count: Int) async throws -> ByteBuffer {
        try await NIOThreadPool.singleton.runIfActive { [descriptor] in
            var buffer = ByteBuffer()
            try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
                var done = 0
                while done < count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: space[done..<count])
                    let read = try descriptor.read(fromAbsoluteOffset: offset + Int64(done), into: rest)
                    if read == 0 { break }
                    done += read
                }
                return done
            }
            return buffer
        }
    }

    func write(_ buffer: ByteBuffer, at offset: Int64) async throws {
        _ = try await NIOThreadPool.singleton.runIfActive { [descriptor] in
            try descriptor.writeAll(toAbsoluteOffset: offset, buffer.readableBytesView)
        }
    }

    /// Reads all of it once.
    func digest() async throws -> FileDigest {
        var digest = FileDigest()
        while true {
            let block = try await read(at: digest.content.bytes, count: Self.block)
            guard block.readableBytes > 0 else { return digest }
            digest.update(block)
        }
    }
}

/// Size and checksums of a content, MD5 included, which the service compares too.
struct FileDigest: Sendable {
    var content = ContentDigest()
    private var md5Hash = Insecure.MD5()

    mutating func update(_ block: ByteBuffer) {
        block.withUnsafeReadableBytes { bytes in
            content.update(bytes)
            md5Hash.update(bufferPointer: bytes)
        }
    }

    /// As the wire writes it.
    var md5: String { Data(md5Hash.finalize()).base64EncodedString() }
}

/// A range of a file as a request's body; every iteration reads it anew.
struct FileSlice: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let file: LocalFile
    let range: Range<Int64>

    func makeAsyncIterator() -> Iterator {
        Iterator(file: file, next: range.lowerBound, end: range.upperBound)
    }

    struct Iterator: AsyncIteratorProtocol {
        let file: LocalFile
        fileprivate(set) var next: Int64
        let end: Int64

        mutating func next() async throws -> ByteBuffer? {
            guard next < end else { return nil }
            let block = try await file.read(at: next, count: Int(Swift.min(Int64(LocalFile.block), end - next)))
            guard block.readableBytes > 0 else {
                throw OdoriError(.internalError, "the file to store became shorter while it was sent", .transient)
            }
            next += Int64(block.readableBytes)
            return block
        }
    }
}
