import Foundation
import OdoriDomain

/// What a picture is by its bytes, whatever was said of it.
struct PictureBytes: Hashable {
    var kind: Kind
    var width: Int
    var height: Int

    enum Kind: String {
        case png = "image/png"
        case jpeg = "image/jpeg"
        case webp = "image/webp"

        /// ffmpeg's reader of this kind and no other.
        var demuxer: String {
            switch self {
            case .png: "png_pipe"
            case .jpeg: "jpeg_pipe"
            case .webp: "webp_pipe"
            }
        }
    }

    /// Nil for what is no picture of these kinds.
    init?(_ data: Data) {
        let bytes = [UInt8](data)
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), bytes.count >= 24 {
            self.init(.png, Self.big(bytes[16..<20]), Self.big(bytes[20..<24]))
        } else if bytes.starts(with: [0xFF, 0xD8]), let (width, height) = Self.jpegSize(bytes) {
            self.init(.jpeg, width, height)
        } else if bytes.count >= 30, bytes.starts(with: Array("RIFF".utf8)), bytes[8..<12].elementsEqual("WEBP".utf8),
            let (width, height) = Self.webpSize(bytes)
        {
            self.init(.webp, width, height)
        } else {
            return nil
        }
    }

    private init?(_ kind: Kind, _ width: Int, _ height: Int) {
        guard (1...20_000).contains(width), (1...20_000).contains(height) else { return nil }
        self.kind = kind
        self.width = width
        self.height = height
    }

    /// The kind alone, by the first bytes of a file that is ours.
    static func kind(startingWith bytes: some Collection<UInt8>) -> Kind? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return .png }
        if bytes.starts(with: [0xFF, 0xD8]) { return .jpeg }
        return bytes.starts(with: Array("RIFF".utf8)) ? .webp : nil
    }

    private static func big(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// From the frame header, which stands after other segments.
    private static func jpegSize(_ bytes: [UInt8]) -> (Int, Int)? {
        var place = 2
        while place + 9 < bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
            if isFrame { return (big(bytes[(place + 7)..<(place + 9)]), big(bytes[(place + 5)..<(place + 7)])) }
            let length = big(bytes[(place + 2)..<(place + 4)])
            guard length >= 2 else { return nil }
            place += 2 + length
        }
        return nil
    }

    private static func webpSize(_ bytes: [UInt8]) -> (Int, Int)? {
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8X": return (little(bytes[24..<27]) + 1, little(bytes[27..<30]) + 1)
        case "VP8 ": return (little(bytes[26..<28]) & 0x3FFF, little(bytes[28..<30]) & 0x3FFF)
        case "VP8L":
            let bits = little(bytes[21..<25])
            return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        default: return nil
        }
    }
}
