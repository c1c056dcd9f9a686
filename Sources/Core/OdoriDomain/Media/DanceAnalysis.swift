/// What a reference's motion and music are like in time. All times are seconds from the video's first picture.
package struct DanceAnalysis: Codable, Sendable, Hashable {
    /// Grows when the analyst's method changes.
    package var version: Int
    package var tempo: Double
    package var beats: [Double]
    package var downbeats: [Double]
    package var sections: [Section]
    package var drop: Double
    /// 0–1: below 0.5 the times are a guess, and whoever uses them says so.
    package var confidence: Double
    package var hasSound: Bool
    /// What tempo and beats were taken from; nil in analyses from before there was a choice.
    package var basis: Basis?
    /// 0–1: how far the drop is ahead of every other place it could be at. Nil: as sure as the beats are.
    package var dropConfidence: Double?
    /// What somebody said who watched the video; nil where nobody did.
    package var opinion: Opinion?

    package init(
        version: Int = 1,
        tempo: Double,
        beats: [Double],
        downbeats: [Double],
        sections: [Section],
        drop: Double,
        confidence: Double,
        hasSound: Bool,
        basis: Basis? = nil,
        dropConfidence: Double? = nil,
        opinion: Opinion? = nil
    ) {
        self.version = version
        self.tempo = tempo
        self.beats = beats
        self.downbeats = downbeats
        self.sections = sections
        self.drop = drop
        self.confidence = confidence
        self.hasSound = hasSound
        self.basis = basis
        self.dropConfidence = dropConfidence
        self.opinion = opinion
    }

    /// Below it beats are a guess, or a drop is.
    package static let believed = 0.5

    package var areBeatsSure: Bool { confidence >= Self.believed }

    /// Whether its drop may be told to lie where it is said to.
    package var isDropSure: Bool { areBeatsSure && (dropConfidence ?? confidence) >= Self.believed }

    /// Where a rhythm was found.
    package enum Basis: String, Codable, Sendable {
        case sound, motion
        /// Sound and motion agree.
        case both
        /// Nowhere: the beats are evenly spaced at 120 a minute.
        case nothing = "none"
    }

    /// A provider's view of a video: it never sets a time by itself.
    package struct Opinion: Codable, Sendable, Hashable {
        package var origin: Origin
        package var people: Int
        /// Every person to be seen is clearly an adult.
        package var allAdults: Bool
        package var mood: String
        /// Where it saw the drop, in seconds.
        package var drop: Double
        /// What it cost, in micro-dollars; it belongs to no job.
        package var price: Int64?

        package init(origin: Origin, people: Int, allAdults: Bool, mood: String, drop: Double, price: Int64?) {
            self.origin = origin
            self.people = people
            self.allAdults = allAdults
            self.mood = mood
            self.drop = drop
            self.price = price
        }

        enum CodingKeys: String, CodingKey {
            case origin, people, mood, drop
            case allAdults = "all_adults"
            case price = "price_micro_usd"
        }
    }

    package struct Section: Codable, Sendable, Hashable {
        /// `intro`, `build`, `drop`, `outro`.
        package var name: String
        package var start: Double
        package var end: Double

        package init(name: String, start: Double, end: Double) {
            self.name = name
            self.start = start
            self.end = end
        }
    }

    enum CodingKeys: String, CodingKey {
        case version, tempo, beats, downbeats, sections, drop, confidence, basis, opinion
        case hasSound = "has_sound"
        case dropConfidence = "drop_confidence"
    }
}
