import OdoriDomain
import SystemPackage

/// How every output of ours is encoded: 1080×1920 at a constant 30, H.264 High in bt709, closed groups of at most one
/// second, AAC-LC 48 kHz stereo, the index first.
enum Encoding {
    static let sampleRate = 48_000

    /// An encoder's settings, and what is the same for all.
    static func video(_ encoder: VideoEncoder) -> [String] {
        let codec =
            switch encoder {
            case .software: x264
            case .vaapi: vaapi
            case .nvenc: nvenc
            }
        return codec + [
            "-profile:v", "high", "-r", "\(Frame.rate)", "-fps_mode", "cfr",
            "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv",
        ]
    }

    /// What saves 40 % of the encoder's work for a third more bits at the same PSNR, measured on dances as providers deliver
    /// them: blocks move as a whole and by whole pixels, and look back at one picture, never ahead. x264's pictures in waiting
    /// are most of its memory: five ahead are enough to tell what stays, and threads that share a picture need none of their
    /// own; so two encoders fit side by side.
    private static let x264 = [
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-threads", "2",
        "-x264-params",
        """
        keyint=\(Frame.rate):open-gop=0:rc-lookahead=5:sync-lookahead=0:sliced-threads=1:bframes=0:ref=1:weightp=0:\
        partitions=i8x8:me=dia:subme=0
        """,
    ]

    /// Pictures come as surfaces of the device. Every key picture closes its group.
    private static let vaapi = [
        "-c:v", "h264_vaapi", "-rc_mode", "CQP", "-qp", "20", "-g", "\(Frame.rate)", "-bf", "0", "-idr_interval", "0",
    ]

    private static let nvenc = [
        "-c:v", "h264_nvenc", "-preset", "p5", "-rc", "constqp", "-qp", "20", "-g", "\(Frame.rate)", "-bf", "0",
        "-forced-idr", "1", "-pix_fmt", "yuv420p",
    ]

    /// An AAC encoder's first packet holds what lies before the sound. Without it, and without an edit list that would skip it,
    /// the second packet begins at time zero, where it belongs.
    static let audio = [
        "-c:a", "aac", "-profile:a", "aac_low", "-b:a", "192k", "-ar", "\(sampleRate)", "-ac", "2",
        "-bsf:a", "noise=amount=0:drop=eq(n\\,0)",
    ]

    /// Ends an output: nothing of the input's metadata or chapters, no time of day, the index first. No edit list: signed
    /// offsets let the first picture be shown at time zero although it is decoded earlier.
    static func mp4(_ file: FilePath) -> [String] {
        [
            "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact",
            "-movflags", "+faststart+negative_cts_offsets", "-use_editlist", "0",
            "-f", "mp4", InputGuard.address(of: file),
        ]
    }

    /// One picture as PNG.
    static func png(_ file: FilePath) -> [String] {
        ["-frames:v", "1", "-c:v", "png", "-f", "image2", "-update", "1", InputGuard.address(of: file)]
    }
}

/// Numbers as filters read them.
extension Double {
    /// With six digits after the point at most, never in exponent notation.
    var filterText: String {
        let millionths = (self * 1_000_000).rounded()
        let (sign, whole) = (millionths < 0 ? "-" : "", Int64(abs(millionths)))
        let digits = String(whole % 1_000_000)
        return "\(sign)\(whole / 1_000_000).\(String(repeating: "0", count: 6 - digits.count))\(digits)"
    }
}

/// File names as filters read them: escaped once for the filter's options and once more for the graph.
enum FilterPath {
    static func quoted(_ path: String) -> String {
        escape(escape(path, "\\':"), "\\'[],;")
    }

    private static func escape(_ text: String, _ special: String) -> String {
        text.map { special.contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}
