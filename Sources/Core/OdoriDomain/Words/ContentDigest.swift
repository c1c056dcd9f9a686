import Crypto

/// The size and checksums of a content, taken in piece by piece; what object stores say of every object.
package struct ContentDigest: Sendable {
    private var crc = CRC32C()
    private var sha = SHA256()

    /// The bytes taken in so far.
    package private(set) var bytes: Int64 = 0

    package init() {}

    /// Takes in the next bytes.
    package mutating func update(_ chunk: UnsafeRawBufferPointer) {
        crc.update(chunk)
        sha.update(bufferPointer: chunk)
        bytes += Int64(chunk.count)
    }

    /// CRC-32C as 8 hex digits.
    package var crc32c: String {
        let digits = String(crc.value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// SHA-256 in hex.
    package var sha256: String {
        sha.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
