import Foundation
import OdoriDomain
import Testing

@Suite("checksums")
struct ContentDigestTests {
    @Test(
        "CRC-32C gives the published values",
        arguments: [
            ([], "00000000"), (Array("123456789".utf8), "e3069283"), (Array("hello world".utf8), "c99465aa"),
            ([UInt8](repeating: 0, count: 32), "8a9136aa"), ([UInt8](repeating: 0xFF, count: 32), "62a8ab43"),
            (Array(0..<32), "46dd794e"), (Array((0..<32).reversed()), "113fdb5c"),
        ] as [([UInt8], String)]
    )
    func vectors(_ bytes: [UInt8], _ expected: String) {
        var digest = ContentDigest()
        bytes.withUnsafeBytes { digest.update($0) }
        #expect(digest.crc32c == expected && digest.bytes == bytes.count)
    }

    @Test("how a content is cut into pieces does not matter", arguments: 1...17)
    func pieces(_ size: Int) {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var whole = ContentDigest()
        bytes.withUnsafeBytes { whole.update($0) }
        var cut = ContentDigest()
        for start in stride(from: 0, to: bytes.count, by: size) {
            bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { cut.update($0) }
        }
        #expect(cut.crc32c == whole.crc32c && cut.sha256 == whole.sha256 && cut.bytes == 1000)
        #expect(whole.sha256 == hexSHA256(.init(bytes)))
    }
}
