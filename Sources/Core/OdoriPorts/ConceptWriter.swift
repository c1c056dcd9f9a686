package import OdoriDomain

/// Writes who a character is.
package protocol ConceptWriter: Sendable {
    var terms: CallTerms { get }

    /// A concept for one run. The caller validates it and may ask once more with `brief.complaint` set.
    func write(_ brief: ConceptBrief) async throws -> Draft

    typealias Draft = (concept: Concept, origin: Origin)
}

/// What a concept is to be.
package struct ConceptBrief: Sendable, Hashable {
    package var style: Style
    /// The same seed gives the same concept.
    package var seed: UInt64
    /// Counts candidates: each value gives another name for the same seed.
    package var candidate: Int
    /// What was wrong with the first concept, when this is the second try.
    package var complaint: String?

    package init(style: Style, seed: UInt64, candidate: Int = 0, complaint: String? = nil) {
        self.style = style
        self.seed = seed
        self.candidate = candidate
        self.complaint = complaint
    }
}
