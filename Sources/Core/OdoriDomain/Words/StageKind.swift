/// What a run's stage does, read from its id.
package enum StageKind: Hashable, Sendable {
    case concept, animeImage, cosplayImage, stickers, music, remix, master, soundtracks, publish
    case align(Int)
    case dance(Int)
    case variantImage(Outfit)
    case variantDance(Outfit)

    /// Nil for an id that this build does not know.
    package init?(_ id: StageID) {
        guard let kind = Self.known[id] else { return nil }
        self = kind
    }

    private static let known: [StageID: StageKind] = {
        var known: [StageID: StageKind] = [
            .concept: .concept, .animeImage: .animeImage, .cosplayImage: .cosplayImage, .stickers: .stickers,
            .music: .music, .remix: .remix, .master: .master, .soundtracks: .soundtracks, .publish: .publish,
        ]
        for index in 0..<JobConfig.dancesPerRun {
            known[.align(index)] = .align(index)
            known[.dance(index)] = .dance(index)
        }
        for outfit in Outfit.allCases {
            known[.variantImage(outfit)] = .variantImage(outfit)
            known[.variantDance(outfit)] = .variantDance(outfit)
        }
        return known
    }()

    /// The stage transfers motion: its operation is asynchronous.
    package var isMotion: Bool {
        switch self {
        case .dance, .variantDance: true
        default: false
        }
    }

    /// The plan's word for the phase that a run is in while this stage is under way.
    package var phase: Phase {
        switch self {
        case .concept, .animeImage, .cosplayImage: .characterGeneration
        case .align, .dance: .danceGeneration
        case .variantImage, .variantDance, .remix, .stickers, .music: .remixGeneration
        case .master, .soundtracks, .publish: .finalizing
        }
    }
}

/// The words of a job's `current_stage`, in the order a job passes through them.
package enum Phase: String, Codable, Sendable, CaseIterable {
    case queued
    case characterGeneration = "character_generation"
    case danceGeneration = "dance_generation"
    case remixGeneration = "remix_generation"
    case finalizing
    case done
}
