import OdoriDomain

/// How a segment's pictures are treated at its cuts: at its beginning unless it is the first, at its end unless it is the last.
///
/// Only the pictures that a transition touches pass through its filters; the others are handed on as they are.
struct TransitionFilter {
    private let transition: Transition
    private let length: Int
    private let isFirst: Bool
    private let isLast: Bool

    /// How far a cut is zoomed in, and for how long it slams back.
    static let slamZoom = 0.1
    static let slamSeconds = 0.2
    /// Pictures of a whip before and after the cut, and of a flash after it.
    static let whipOut = 4
    static let whipIn = 5
    static let flash = 6

    init(_ transition: Transition, length: Int, isFirst: Bool, isLast: Bool) {
        self.transition = transition
        self.length = length
        self.isFirst = isFirst
        self.isLast = isLast
    }

    /// The chains from `source`, a chain without an end, to pictures under labels that are to be joined in order.
    func chains(from source: String, label: String) -> (chains: [String], labels: [String]) {
        switch transition {
        case .plain: return (["\(source)[\(label)]"], [label])
        case .zoomSlam: return ([isFirst ? "\(source)[\(label)]" : "\(source),\(Self.slam)[\(label)]"], [label])
        case .flash: return split(source, label, head: isFirst ? 0 : Self.flash, tail: 0)
        case .whip: return split(source, label, head: isFirst ? 0 : Self.whipIn, tail: isLast ? 0 : Self.whipOut)
        }
    }

    /// Takes pictures off a segment's ends, treats those alone.
    private func split(_ source: String, _ label: String, head: Int, tail: Int) -> ([String], [String]) {
        // A segment too short for its treatment is cut plainly.
        guard head + tail > 0, length > head + tail else { return (["\(source)[\(label)]"], [label]) }
        var parts: [(name: String, range: Range<Int>, filter: String)] = []
        if head > 0 {
            let filter = transition == .whip ? Self.arrival(label) : Self.light
            parts.append(("\(label)head", 0..<head, "," + filter))
        }
        parts.append(("\(label)body", head..<length - tail, ""))
        if tail > 0 { parts.append(("\(label)tail", length - tail..<length, "," + Self.departure(label))) }
        let fan = "\(source),split=\(parts.count)" + parts.map { "[\($0.name)all]" }.joined()
        let chains = parts.map { name, range, filter in
            let trim = "trim=start_frame=\(range.lowerBound):end_frame=\(range.upperBound)"
            return "[\(name)all]\(trim),setpts=N/\(Frame.rate)/TB\(filter)[\(name)]"
        }
        return ([fan] + chains, parts.map(\.name))
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

    /// Light that is gone after a fifth of a second; never all white, so that the cut is still seen.
    private static let light =
        "eq=brightness='0.4*pow(1-n/\(flash),2)':saturation='1-0.5*pow(1-n/\(flash),2)':eval=frame"

    /// The picture leaves to the left, ever faster, followed by its mirror image.
    private static func departure(_ mark: String) -> String {
        let way = "0.8*pow((n+1)/\(whipOut),2)"
        return mirrored("[\(mark)out][\(mark)copy]hstack", mark, at: "iw/2*\(way)", smear: "1+8*(2*n+1)")
    }

    /// The picture comes in the same direction, ever slower, its mirror image before it.
    private static func arrival(_ mark: String) -> String {
        let way = "0.86*pow(1-(n+1)/\(whipIn + 1),2)"
        return mirrored("[\(mark)copy][\(mark)out]hstack", mark, at: "iw/2*(1-\(way))", smear: "1+4*(11-2*n)")
    }

    /// Squeezing a picture to fewer columns and stretching it again smears it sideways, for next to nothing. The second scaler
    /// looks at the size of what it gets again only when its own size depends on the picture's number.
    private static func mirrored(_ join: String, _ mark: String, at x: String, smear: String) -> String {
        """
        split=2[\(mark)out][\(mark)turned];[\(mark)turned]hflip[\(mark)copy];\(join),\
        crop=\(Frame.width):\(Frame.height):x='\(x)':y=0,\
        scale=w='2*trunc(\(Frame.width / 2)/(\(smear)))':h=\(Frame.height):eval=frame:flags=area,\
        scale=w='\(Frame.width)+0*n':h=\(Frame.height):eval=frame:flags=bicubic
        """
    }
}
