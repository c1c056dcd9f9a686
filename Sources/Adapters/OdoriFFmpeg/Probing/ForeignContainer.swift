import OdoriDomain
import SystemPackage

/// The kinds of video file that are taken, told by their first bytes alone: names and types are what others say.
///
/// ffmpeg is told which of its readers to use. So a playlist, a script of another program or a picture is never read as anything,
/// whatever it is called.
enum ForeignContainer: CaseIterable {
    case mp4, matroska, avi, transportStream, programStream, ogg, flash

    /// ffmpeg's name for the reader.
    var demuxer: String {
        switch self {
        case .mp4: "mov"
        case .matroska: "matroska"
        case .avi: "avi"
        case .transportStream: "mpegts"
        case .programStream: "mpeg"
        case .ogg: "ogg"
        case .flash: "flv"
        }
    }

    /// How many bytes are looked at.
    private static let headLength = 4 * 188

    /// - Throws: `media_invalid` for what is none of them; the error of opening or reading the file.
    static func of(_ file: FilePath) throws -> ForeignContainer {
        let descriptor = try FileDescriptor.open(file, .readOnly, options: [.closeOnExec, .noFollow])
        let head = try descriptor.closeAfter {
            try [UInt8](unsafeUninitializedCapacity: headLength) { buffer, count in
                count = try descriptor.read(fromAbsoluteOffset: 0, into: UnsafeMutableRawBufferPointer(buffer))
            }
        }
        guard let kind = ForeignContainer(head: head) else {
            throw OdoriError(
                .mediaInvalid, "the file cannot be read as a video: it is no MP4, MOV, MKV, WebM, AVI, MPEG, Ogg or FLV"
            )
        }
        return kind
    }

    init?(head: [UInt8]) {
        func has(_ text: String, at offset: Int) -> Bool {
            head.count >= offset + text.utf8.count && head[offset...].starts(with: text.utf8)
        }
        let boxes = ["ftyp", "moov", "mdat", "free", "skip", "wide", "pnot"]
        if boxes.contains(where: { has($0, at: 4) }) {
            self = .mp4
        } else if head.starts(with: [0x1a, 0x45, 0xdf, 0xa3]) {
            self = .matroska
        } else if has("RIFF", at: 0), has("AVI ", at: 8) {
            self = .avi
        } else if head.count > 376, head[0] == 0x47, head[188] == 0x47, head[376] == 0x47 {
            self = .transportStream
        } else if head.starts(with: [0, 0, 1, 0xba]) {
            self = .programStream
        } else if has("OggS", at: 0) {
            self = .ogg
        } else if has("FLV", at: 0) {
            self = .flash
        } else {
            return nil
        }
    }
}
