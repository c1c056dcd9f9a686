extension EditPlan {
    /// Plans a cut: thirds of the interval that all clips cover, each snapped to the nearest beat within ±0.25 s.
    ///
    /// - Parameter clips: one clip for a plain trim, three for base | other | base or base | swimsuit | kpop.
    /// - Throws: `media_invalid` when the clips have no interval of three seconds in common.
    package static func make(
        clips: [DanceClip], analysis: DanceAnalysis, transition: Transition = .standard
    ) throws(OdoriError) -> EditPlan {
        // Pictures from before the reference have no sound and no beats.
        let start = max(0, clips.map { Frame.index(at: $0.offset) }.max() ?? 0)
        let end = clips.map { Frame.index(at: $0.offset) + $0.length }.min() ?? 0
        guard Frame.seconds(at: end - start) >= Frame.shortestReferenceSeconds else {
            throw OdoriError(.mediaInvalid, "the dances have less than three seconds of motion in common")
        }
        let snapped = (1..<max(1, clips.count)).map { part in
            snap(start + (end - start) * part / clips.count, to: analysis.beats)
        }
        let bounds = [start] + snapped.map(\.picture) + [end]
        let segments = clips.enumerated().map { index, clip in
            Segment(
                clip: clip.stage,
                sourceStart: bounds[index] - Frame.index(at: clip.offset),
                length: bounds[index + 1] - bounds[index]
            )
        }
        let guessed = !analysis.areBeatsSure || snapped.contains { !$0.onBeat }
        return EditPlan(
            segments: segments, lowConfidence: guessed, referenceStart: start, transition: transition)
    }

    private static func snap(_ picture: Int, to beats: [Double]) -> (picture: Int, onBeat: Bool) {
        let time = Frame.seconds(at: picture)
        let nearest = beats.min { abs($0 - time) < abs($1 - time) }
        guard let nearest, abs(nearest - time) <= 0.25 else { return (picture, false) }
        return (Frame.index(at: nearest), true)
    }

    /// The stages whose dances a cut shows, in order.
    package static func order(_ kind: RemixKind, variants: Bool) -> [StageID] {
        guard variants else { return [.dance(0)] }
        return switch kind {
        case .full: [.dance(0), .variantDance(.swimsuit), .variantDance(.kpop)]
        case .kpop: [.dance(0), .variantDance(.kpop), .dance(0)]
        case .swimsuit: [.dance(0), .variantDance(.swimsuit), .dance(0)]
        }
    }
}
