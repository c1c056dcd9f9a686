import Crypto
import SystemPackage

/// What a file's bytes say without decoding them, read in one pass of small pieces.
struct FileFacts: Hashable {
    var bytes: Int64
    var sha256: String
    var moovFirst: Bool
    var hasEditList: Bool

    private static let piece = 256 << 10

    init(reading path: FilePath) throws {
        let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        self = try file.closeAfter {
            var hash = SHA256()
            var size: Int64 = 0
            while true {
                let bytes = try Self.read(file, at: size, count: Self.piece)
                guard !bytes.isEmpty else { break }
                hash.update(data: bytes)
                size += Int64(bytes.count)
            }
            let boxes = try TopLevelBoxes(size: UInt64(size)) { offset, count in
                try Self.read(file, at: Int64(offset), count: count)
            }
            return FileFacts(
                bytes: size, sha256: Self.hex(hash.finalize()), moovFirst: boxes.moovFirst,
                hasEditList: boxes.hasEditList)
        }
    }

    private init(bytes: Int64, sha256: String, moovFirst: Bool, hasEditList: Bool) {
        self.bytes = bytes
        self.sha256 = sha256
        self.moovFirst = moovFirst
        self.hasEditList = hasEditList
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0\(text)" : text
        }.joined()
    }

    private static func read(_ file: FileDescriptor, at offset: Int64, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
            read = try file.read(fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
    }
}
