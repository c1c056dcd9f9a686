/// What is known of a finished dance against its reference.
package struct DanceFacts: Codable, Sendable, Hashable {
    /// Pictures in the file, up to the reference's end.
    package var length: Int
    /// Where its first picture stands in the reference, in seconds.
    package var offset: Double
    /// 0–1: the part of the reference's motion that the file holds.
    package var coverage: Double
    /// 0–1: how sure that is, where the motion was compared; nil where it was not.
    package var alignment: Double?

    package init(length: Int, offset: Double, coverage: Double, alignment: Double? = nil) {
        self.length = length
        self.offset = offset
        self.coverage = coverage
        self.alignment = alignment
    }

    /// Which part of the motion the file holds is known: it was found there, or the file holds all of it, but for what encoders round
    /// off.
    package var isPlaced: Bool { alignment.map { $0 >= 0.5 } ?? (coverage >= 0.97) }

    package func clip(_ stage: StageID) -> DanceClip {
        DanceClip(stage: stage, length: length, offset: offset)
    }
}
