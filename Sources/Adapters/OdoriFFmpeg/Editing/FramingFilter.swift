import OdoriDomain

/// Fits any picture into 1080×1920.
enum FramingFilter {
    /// How much of a picture must stay visible for it to be cropped; a wider one is laid over its own blurred
    /// enlargement, so that no arm of a dancer is cut off.
    static let leastKept = 0.75

    /// The filter chain from a source's pictures to frames of ours; it begins and ends without a label.
    ///
    /// - Parameter mark: tells the chain's inner labels from those of other chains in the same graph.
    static func chain(_ video: ProbeReport.Stream, facts: MediaFacts, mark: String = "") -> String {
        let isCropped = keptByCropping(facts) >= leastKept
        let pixels = "scale=w='trunc(iw*\(video.pixelAspect.filterText)/2)*2':h=ih,setsar=1"
        let fit = isCropped ? "scale=\(size):\(enlarged):\(colour),crop=\(size)" : padded(mark)
        return [
            video.isInterlaced ? "yadif" : nil,
            "fps=\(Frame.rate):start_time=0",
            abs(video.pixelAspect - 1) > 0.001 ? pixels : nil,
            // Toned down at about the final size, where floating-point frames are small, and before anything is cut
            // to 8 bits.
            video.isHDR ? "scale=\(size):\(isCropped ? enlarged : reduced),\(toneMap)" : nil,
            "\(fit),setsar=1,format=yuv420p",
        ].compactMap { $0 }.joined(separator: ",")
    }

    /// The part of a picture that cropping to our shape leaves, from 0 to 1.
    static func keptByCropping(_ facts: MediaFacts) -> Double {
        let (ours, theirs) = (Double(Frame.width) / Double(Frame.height), Double(facts.width) / Double(facts.height))
        return min(ours / theirs, theirs / ours)
    }

    private static let size = "\(Frame.width):\(Frame.height)"

    private static let colour = "out_color_matrix=bt709:out_range=tv"
    private static let enlarged = "force_original_aspect_ratio=increase:force_divisible_by=2"
    private static let reduced = "force_original_aspect_ratio=decrease:force_divisible_by=2"

    /// The background is blurred at a quarter of the size, where blurring is cheap.
    private static func padded(_ mark: String) -> String {
        let small = "\(Frame.width / 4):\(Frame.height / 4)"
        return """
            split=2[front\(mark)][back\(mark)];\
            [back\(mark)]scale=\(small):\(enlarged):\(colour),crop=\(small),gblur=sigma=9,\
            eq=brightness=-0.08,scale=\(size)[blurred\(mark)];\
            [front\(mark)]scale=\(size):\(reduced):\(colour)[sharp\(mark)];\
            [blurred\(mark)][sharp\(mark)]overlay=(W-w)/2:(H-h)/2
            """
    }

    private static let toneMap = """
        zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,\
        zscale=t=bt709:m=bt709:r=tv,format=yuv420p
        """
}
