import OdoriDomain

/// The places that the studio can draw, by the words that concepts use for them.
enum Setting: String, CaseIterable, Sendable, Hashable {
    case stage = "a concert stage under sweeping lights"
    case city = "a neon street after the rain"
    case rooftop = "a rooftop above the skyline at dusk"
    case seaside = "a seaside boardwalk in the golden hour"
    case garden = "a lantern garden under drifting blossoms"
    case studio = "a dance studio with rings of light"

    /// The setting that the words name; for words from elsewhere, the one that the seed chooses.
    static func meant(by words: String, seed: UInt64) -> Setting {
        if let setting = allCases.first(where: { words.contains($0.rawValue) }) { return setting }
        var generator = SplitMix64(seed: seed, label: "setting")
        return generator.pick(allCases) ?? .stage
    }

    /// Where a character dances in an outfit: beachwear belongs by the sea, stage clothes on a stage.
    static func of(_ concept: Concept, _ outfit: Outfit?) -> Setting {
        switch outfit {
        case nil: meant(by: concept.setting, seed: concept.look.seed)
        case .kpop: .stage
        case .swimsuit: .seaside
        }
    }
}
