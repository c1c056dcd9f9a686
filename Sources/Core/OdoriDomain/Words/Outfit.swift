/// What a character wears: the look of the concept, or one of the two variants.
///
/// `swimsuit` means sporty, editorial beachwear.
package enum Outfit: String, Codable, Sendable, CaseIterable {
    case kpop
    case swimsuit
}

/// The three cuts of one motion.
package enum RemixKind: String, Codable, Sendable, CaseIterable {
    case full, kpop, swimsuit
}

/// A file the caller came for.
package enum DeliverableKind: String, Codable, Sendable, CaseIterable {
    case watermarked
    case clean
    case kpopSoundtrack = "kpop_soundtrack"
    case origSoundtrack = "orig_soundtrack"
}
