package import OdoriDomain

/// Writes who a character is.
package protocol ConceptWriter: Sendable {
    var terms: CallTerms { get }

    /// A concept for one run. The caller validates it and may ask once more with `brief.complaint` set.
    ///
    /// An error may carry what the provider charges for the call all the same.
    func write(_ brief: ConceptBrief) async throws -> Priced<ConceptDraft>
}

/// A concept as its writer hands it in.
package struct ConceptDraft: Sendable, Hashable {
    package var concept: Concept
    /// Names that would do as well, for when the first is taken; each saves asking again.
    package var otherNames: [String]
    package var origin: Origin

    package init(_ concept: Concept, otherNames: [String] = [], origin: Origin) {
        self.concept = concept
        self.otherNames = otherNames
        self.origin = origin
    }
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
