/// What a run's stage does, read from its id.
package enum StageKind: Hashable, Sendable {
    case concept, animeImage, cosplayImage, stickers, music, remix, master, soundtracks, publish
    case align(Int)
    case dance(Int)
    case variantImage(Outfit)
    case variantDance(Outfit)

    /// Nil for an id that this build does not know.
    package init?(_ id: StageID) {
        let fixed: [StageID: StageKind] = [
            .concept: .concept, .animeImage: .animeImage, .cosplayImage: .cosplayImage, .stickers: .stickers,
            .music: .music, .remix: .remix, .master: .master, .soundtracks: .soundtracks, .publish: .publish,
        ]
        if let kind = fixed[id] {
            self = kind
        } else if let index = (0..<JobConfig.dancesPerRun).first(where: { StageID.align($0) == id }) {
            self = .align(index)
        } else if let index = (0..<JobConfig.dancesPerRun).first(where: { StageID.dance($0) == id }) {
            self = .dance(index)
        } else if let outfit = Outfit.allCases.first(where: { StageID.variantImage($0) == id }) {
            self = .variantImage(outfit)
        } else if let outfit = Outfit.allCases.first(where: { StageID.variantDance($0) == id }) {
            self = .variantDance(outfit)
        } else {
            return nil
        }
    }

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
