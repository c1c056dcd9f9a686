/// What is known of a finished dance against its reference.
package struct DanceFacts: Codable, Sendable, Hashable {
    /// Pictures in the file.
    package var length: Int
    /// Where its first picture stands in the reference, in seconds.
    package var offset: Double
    /// 0–1: the part of the reference's motion that the file holds.
    package var coverage: Double

    package init(length: Int, offset: Double, coverage: Double) {
        self.length = length
        self.offset = offset
        self.coverage = coverage
    }

    /// The file holds the whole motion, but for what encoders round off. Of a shorter one nobody says which part it holds: that it
    /// begins where the reference does is a guess.
    package var isWhole: Bool { coverage >= 0.97 }

    package func clip(_ stage: StageID) -> DanceClip {
        DanceClip(stage: stage, length: length, offset: offset)
    }
}
