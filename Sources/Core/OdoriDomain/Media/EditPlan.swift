/// How finished dances become one video: pure data that `remix` and `master` render.
///
/// All clips hold the same motion in other outfits, so cutting at the same time code changes clothes in mid-move.
/// Times are picture indices at 30 per second, so that nothing is rounded twice.
package struct EditPlan: Codable, Sendable, Hashable {
    package var segments: [Segment]
    /// Beats were a guess, or a clip covered less than the whole motion.
    package var lowConfidence: Bool
    /// Where picture 0 stands in the reference's time, in pictures.
    package var referenceStart: Int
    package var transition: Transition

    /// A stretch of one clip.
    package struct Segment: Codable, Sendable, Hashable {
        /// The stage that made the clip.
        package var clip: StageID
        /// The first picture, counted in the clip's own file.
        package var sourceStart: Int
        package var length: Int

        package init(clip: StageID, sourceStart: Int, length: Int) {
            self.clip = clip
            self.sourceStart = sourceStart
            self.length = length
        }

        enum CodingKeys: String, CodingKey {
            case clip, length
            case sourceStart = "source_start"
        }
    }

    package init(
        segments: [Segment], lowConfidence: Bool, referenceStart: Int, transition: Transition = .standard
    ) {
        self.segments = segments
        self.lowConfidence = lowConfidence
        self.referenceStart = referenceStart
        self.transition = transition
    }

    /// Plans that were recorded before there was a choice have the standard transition.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        segments = try container.decode([Segment].self, forKey: .segments)
        lowConfidence = try container.decode(Bool.self, forKey: .lowConfidence)
        referenceStart = try container.decode(Int.self, forKey: .referenceStart)
        transition = try container.decodeIfPresent(Transition.self, forKey: .transition) ?? .standard
    }

    /// Pictures in all.
    package var length: Int {
        segments.reduce(0) { $0 + $1.length }
    }

    /// The first picture of every segment but the first: where the next clip begins.
    package var cuts: [Int] {
        var at = 0
        return segments.dropLast().map { segment in
            at += segment.length
            return at
        }
    }

    enum CodingKeys: String, CodingKey {
        case segments, transition
        case lowConfidence = "low_confidence"
        case referenceStart = "reference_start"
    }
}

/// One finished dance as the edit sees it.
package struct DanceClip: Sendable, Hashable {
    package var stage: StageID
    /// Pictures in the file.
    package var length: Int
    /// Where the file's first picture stands in the reference, in seconds.
    package var offset: Double

    package init(stage: StageID, length: Int, offset: Double) {
        self.stage = stage
        self.length = length
        self.offset = offset
    }
}
