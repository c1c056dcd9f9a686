import OdoriDomain
import SystemPackage

/// A clip as a cut reads it.
struct CutClip {
    var file: FilePath
    /// Nil for a clip that is as ours are; else what is needed to bring its pictures to our frame on the way.
    var foreign: UsableVideo?

    init(_ file: FilePath, foreign: UsableVideo? = nil) {
        self.file = file
        self.foreign = foreign
    }
}

/// The plan's pictures as inputs and a filter graph: one input a segment, a transition at each cut.
struct CutGraph {
    var inputs: [FFmpegCommand.Input]
    var chains: [String]

    /// A foreign clip is read from some pictures earlier on, so that a picture that began before the cut is there to be shown.
    private static let run = 6

    /// - Parameter label: of the pictures that come out.
    /// - Throws: `media_invalid` when a clip of the plan is missing.
    init(_ plan: EditPlan, clips: [StageID: CutClip], label: String) throws(OdoriError) {
        guard !plan.segments.isEmpty else { throw OdoriError(.mediaInvalid, "the edit plan has no segments") }
        inputs = []
        chains = []
        var parts: [String] = []
        for (index, segment) in plan.segments.enumerated() {
            guard let clip = clips[segment.clip] else {
                throw OdoriError(.mediaInvalid, "the edit plan needs \(segment.clip.rawValue), which has no clip")
            }
            inputs.append(Self.input(clip, from: segment.sourceStart))
            let filter = TransitionFilter(
                plan.transition, length: segment.length,
                isFirst: index == 0, isLast: index == plan.segments.count - 1)
            let treated = filter.chains(
                from: "[\(index):v:0]\(Self.pictures(clip, segment, index))", label: "cut\(index)")
            chains += treated.chains
            parts += treated.labels
        }
        chains.append("\(parts.map { "[\($0)]" }.joined())concat=n=\(parts.count):v=1:a=0,setsar=1[\(label)]")
    }

    private static func input(_ clip: CutClip, from picture: Int) -> FFmpegCommand.Input {
        guard let foreign = clip.foreign else {
            // Half a picture early, so that rounding never loses the first one.
            let seek = picture == 0 ? [] : ["-ss", ((Double(picture) - 0.5) / Double(Frame.rate)).filterText]
            return .init(clip.file, options: ["-threads", "1"] + seek)
        }
        let start = max(0, picture - run)
        let seek = start == 0 ? [] : ["-ss", Frame.seconds(at: start).filterText]
        return .init(clip.file, options: ["-threads", "2"] + seek, foreign: foreign.container)
    }

    private static func pictures(_ clip: CutClip, _ segment: EditPlan.Segment, _ index: Int) -> String {
        let time = "setpts=N/\(Frame.rate)/TB"
        guard let foreign = clip.foreign else { return "trim=end_frame=\(segment.length),\(time)" }
        let first = min(run, segment.sourceStart)
        return """
            \(FramingFilter.chain(foreign.stream, facts: foreign.facts, mark: "\(index)")),\
            tpad=stop_mode=clone:stop_duration=1,trim=start_frame=\(first):end_frame=\(first + segment.length),\(time)
            """
    }
}
