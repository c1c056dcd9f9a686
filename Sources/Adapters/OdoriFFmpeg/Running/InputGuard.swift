import OdoriProcess
import SystemPackage

/// What keeps ffmpeg and ffprobe from opening anything but the file they were given, and from taking more than their share for it.
enum InputGuard {
    /// What readers need that a file from outside may have. Codecs of no camera and no dance are not worth the risk.
    private static let codecs = [
        "h264", "hevc", "vp8", "libvpx", "vp9", "libvpx-vp9", "av1", "libdav1d", "libaom-av1", "mpeg4", "mpeg2video",
        "mpeg1video", "mjpeg", "prores", "theora", "aac", "aac_latm", "mp3", "mp3float", "mp2", "mp2float", "opus",
        "libopus", "vorbis", "flac", "alac", "ac3", "eac3", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be",
        "pcm_s32le", "pcm_f32le", "pcm_u8",
    ].joined(separator: ",")

    /// Ten times what the most laborious file that is taken needs.
    static let limits = ToolLimits(memory: 3 << 30, file: 512 << 20, processor: 300)

    /// The largest block of memory that ffmpeg itself may ask for: a file that claims more is broken.
    private static let largestBlock = 512 << 20

    /// - Parameter foreign: nil for a file of our own.
    static func arguments(foreign: ForeignContainer?) -> [String] {
        let protocols = ["-protocol_whitelist", "file"]
        guard let foreign else { return protocols }
        let pixels = UsableVideo.largestSide * UsableVideo.largestSide
        return protocols + [
            "-f", foreign.demuxer, "-format_whitelist", foreign.demuxer, "-codec_whitelist", codecs, "-max_streams",
            "16", "-max_pixels", "\(pixels)",
        ]
    }

    /// Before everything else on a command line that reads what is not ours.
    static let allocation = ["-max_alloc", "\(largestBlock)"]

    /// With its protocol spelled out, a name such as `concat:a|b` is only a name.
    static func address(of file: FilePath) -> String {
        "file:\(file.string)"
    }
}
