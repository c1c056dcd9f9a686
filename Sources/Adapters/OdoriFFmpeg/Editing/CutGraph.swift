import OdoriDomain
import SystemPackage

/// The plan's pictures as inputs and a filter graph: one input a segment, a zoom slam at each cut.
struct CutGraph {
    /// How far a cut is zoomed in, and for how long it slams back.
    static let slamZoom = 0.1
    static let slamSeconds = 0.2

    var inputs: [FFmpegCommand.Input]
    var chains: [String]

    /// - Parameter label: of the pictures that come out.
    /// - Throws: `media_invalid` when a clip of the plan is missing.
    init(_ plan: EditPlan, clips: [StageID: FilePath], label: String) throws(OdoriError) {
        guard !plan.segments.isEmpty else { throw OdoriError(.mediaInvalid, "the edit plan has no segments") }
        inputs = []
        chains = []
        for (index, segment) in plan.segments.enumerated() {
            guard let clip = clips[segment.clip] else {
                throw OdoriError(.mediaInvalid, "the edit plan needs \(segment.clip.rawValue), which has no clip")
            }
            inputs.append(.init(clip, options: ["-threads", "1"] + Self.seek(to: segment.sourceStart)))
            let slam = index == 0 ? "" : ",\(Self.slam)"
            chains.append(
                "[\(index):v:0]trim=end_frame=\(segment.length),setpts=N/\(Frame.rate)/TB\(slam)[cut\(index)]"
            )
        }
        let parts = plan.segments.indices.map { "[cut\($0)]" }.joined()
        chains.append("\(parts)concat=n=\(plan.segments.count):v=1:a=0,setsar=1[\(label)]")
    }

    /// Half a picture early, so that rounding never loses the first one.
    private static func seek(to picture: Int) -> [String] {
        picture == 0 ? [] : ["-ss", ((Double(picture) - 0.5) / Double(Frame.rate)).filterText]
    }

    /// From 1.10 back to 1.00, about the centre. `crop` reads its input's size only once, so its offsets are
    /// functions of time like the size itself; multiples of four keep width, height and both offsets even, without
    /// which colours would jitter.
    private static let slam: String = {
        let zoom = "(1+\(slamZoom.filterText)*max(0,1-t/\(slamSeconds.filterText)))"
        let (width, height) = ("trunc(\(Frame.width)*\(zoom)/4)", "trunc(\(Frame.height)*\(zoom)/4)")
        return """
            scale=w='4*\(width)':h='4*\(height)':eval=frame:flags=bicubic,\
            crop=\(Frame.width):\(Frame.height):x='2*\(width)-\(Frame.width / 2)':y='2*\(height)-\(Frame.height / 2)'
            """
    }()
}
