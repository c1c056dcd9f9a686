import OdoriDomain

/// A video somebody gave us, judged fit to be a reference.
struct UsableVideo {
    /// Pixels on a side; more would need more memory than an instance has.
    static let largestSide = 4096
    /// Fewer pictures a second are a slide show, and motion transfer has nothing to follow.
    static let lowestRate = 10.0

    var facts: MediaFacts
    var stream: ProbeReport.Stream
    var container: ForeignContainer
    /// Pictures of the normalised file, at most fifteen seconds of them.
    var pictures: Int
    /// Each picture lasts as long as ours do.
    private var hasOurRate: Bool

    /// - Parameter packets: the video's packets of the first seconds, at least as many as are kept.
    /// - Throws: `media_invalid` with a sentence for whoever gave us the file.
    init(report: ProbeReport, packets: PacketTimes, container: ForeignContainer = .mp4) throws(OdoriError) {
        guard let video = report.video else { throw Self.invalid("the file has no video stream") }
        guard let codec = video.codecName, let width = video.width, let height = video.height, width > 0, height > 0
        else { throw Self.invalid("the video's format is not known") }
        guard max(width, height) <= Self.largestSide else {
            throw Self.invalid(
                "the video is \(width)×\(height): at most \(Self.largestSide) pixels on a side are read"
            )
        }
        guard min(width, height) >= 64 else {
            throw Self.invalid("the video is \(width)×\(height): at least 64 pixels on a side are needed")
        }
        guard packets.extent + 0.01 >= Frame.shortestReferenceSeconds else {
            throw Self.invalid("the video is shorter than three seconds")
        }
        let rate = Double(packets.count) / packets.extent
        guard rate >= Self.lowestRate else {
            throw Self.invalid("the video has fewer than ten pictures a second")
        }
        let shownWidth = max(1, Int((Double(width) * video.pixelAspect).rounded()))
        let told = video.duration ?? report.format.duration
        facts = MediaFacts(
            width: video.isTurned ? height : shownWidth,
            height: video.isTurned ? shownWidth : height,
            fps: video.framesPerSecond ?? rate,
            duration: Self.microseconds(max(packets.extent, told.flatMap(Double.init) ?? 0)),
            codec: codec,
            profile: video.profile,
            hasAudio: report.audio != nil
        )
        stream = video
        hasOurRate = packets.isConstant()
        self.container = container
        let kept = min(packets.extent, Frame.longestReferenceSeconds)
        pictures = Int(kept * Double(Frame.rate) + 0.1)
    }

    /// Its pictures can be cut as they are: size, rate, format and colours are ours.
    var isOurs: Bool {
        facts.width == Frame.width && facts.height == Frame.height && !stream.isTurned
            && abs(stream.pixelAspect - 1) <= 0.001 && hasOurRate && stream.pixelFormat == "yuv420p"
            && ["bt709", nil].contains(stream.colourSpace) && ["tv", nil].contains(stream.colourRange)
            && !stream.isHDR && !stream.isInterlaced
    }

    private static func microseconds(_ seconds: Double) -> Double {
        (seconds * 1_000_000).rounded() / 1_000_000
    }

    private static func invalid(_ reason: String) -> OdoriError {
        OdoriError(.mediaInvalid, reason)
    }
}
