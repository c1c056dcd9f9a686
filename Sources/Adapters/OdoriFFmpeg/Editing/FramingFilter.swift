import OdoriDomain

/// Fits any picture into 1080×1920.
enum FramingFilter {
    /// How much of a picture must stay visible for it to be cropped; a wider one is laid over its own blurred
    /// enlargement, so that no arm of a dancer is cut off.
    static let leastKept = 0.75

    /// The filter chain from a source's pictures to frames of ours, without labels.
    static func chain(_ video: ProbeReport.Stream, facts: MediaFacts) -> String {
        let prepared = [
            video.isInterlaced ? "yadif" : nil,
            "fps=\(Frame.rate):start_time=0",
            abs(video.pixelAspect - 1) > 0.001 ? "scale=w=iw*sar:h=ih,setsar=1" : nil,
        ]
        let colour = "out_color_matrix=bt709:out_range=tv"
        let end = (video.isHDR ? [toneMap] : []) + ["setsar=1", "format=yuv420p"]
        let fit =
            keptByCropping(facts) >= leastKept
            ? "scale=\(size):force_original_aspect_ratio=increase:\(colour),crop=\(size)"
            : padded(colour)
        return (prepared.compactMap { $0 } + [fit] + end).joined(separator: ",")
    }

    /// The part of a picture that cropping to our shape leaves, from 0 to 1.
    static func keptByCropping(_ facts: MediaFacts) -> Double {
        let (ours, theirs) = (Double(Frame.width) / Double(Frame.height), Double(facts.width) / Double(facts.height))
        return min(ours / theirs, theirs / ours)
    }

    private static let size = "\(Frame.width):\(Frame.height)"

    /// The background is blurred at a quarter of the size, where blurring is cheap.
    private static func padded(_ colour: String) -> String {
        let small = "\(Frame.width / 4):\(Frame.height / 4)"
        return """
            split=2[front][back];\
            [back]scale=\(small):force_original_aspect_ratio=increase:\(colour),crop=\(small),gblur=sigma=9,\
            eq=brightness=-0.08,scale=\(size)[blurred];\
            [front]scale=\(size):force_original_aspect_ratio=decrease:force_divisible_by=2:\(colour)[sharp];\
            [blurred][sharp]overlay=(W-w)/2:(H-h)/2
            """
    }

    /// Runs after scaling, where its floating-point frames are small.
    private static let toneMap = """
        zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,\
        zscale=t=bt709:m=bt709:r=tv,format=yuv420p
        """
}
