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

    package init(
        version: Int = 1,
        tempo: Double,
        beats: [Double],
        downbeats: [Double],
        sections: [Section],
        drop: Double,
        confidence: Double,
        hasSound: Bool
    ) {
        self.version = version
        self.tempo = tempo
        self.beats = beats
        self.downbeats = downbeats
        self.sections = sections
        self.drop = drop
        self.confidence = confidence
        self.hasSound = hasSound
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
        case version, tempo, beats, downbeats, sections, drop, confidence
        case hasSound = "has_sound"
    }
}
