/// What a provider charges for its work, in micro-dollars.
package enum Tariff: Sendable, Hashable {
    /// It costs nothing: the studio's work.
    case free
    /// For every second of output that was begun.
    case perSecond(Int64)
    /// For every piece: a track, a picture, a prepaid unit.
    case each(Int64)

    /// The most that an output of this length can cost. An output is never longer than what it is made from, so the reference's
    /// length bounds it; a part of a second counts as a whole one.
    package func worstPrice(seconds: Double) -> Int64 {
        switch self {
        case .free: 0
        case .each(let price): price
        case .perSecond(let price): price * Int64(min(Self.longestSeconds, max(0, seconds)).rounded(.up))
        }
    }

    /// The most that one call can cost that is answered at once.
    package var worstCallPrice: Int64 {
        if case .each(let price) = self { price } else { 0 }
    }

    /// The longest driving video that motion transfer takes anywhere, in seconds.
    private static let longestSeconds = 30.0
}

/// What the work of one installation costs: the tariffs of the providers that it is configured with.
package struct Tariffs: Sendable, Hashable {
    /// Of motion transfer, where a job prefers nobody.
    package var motion: Tariff
    /// Of every provider of motion that is set up, by name.
    package var motionByProvider: [String: Tariff]
    /// Of a score.
    package var music: Tariff
    /// Of writing a concept, once.
    package var concepts = Tariff.free
    /// Of drawing a picture.
    package var images = Tariff.free

    package init(motion: Tariff, motionByProvider: [String: Tariff] = [:], music: Tariff = .free) {
        self.motion = motion
        self.motionByProvider = motionByProvider
        self.music = music
    }

    /// These for a job that prefers providers of motion: the dearest of them counts, since each may be the one in the end.
    package func preferring(_ providers: [String]?) -> Tariffs {
        let candidates = (providers ?? []).compactMap { motionByProvider[$0] }
        let length = Frame.longestReferenceSeconds
        guard let dearest = candidates.max(by: { $0.worstPrice(seconds: length) < $1.worstPrice(seconds: length) })
        else { return self }
        var tariffs = self
        tariffs.motion = dearest
        return tariffs
    }

    /// Of an installation whose studio does everything.
    package static let free = Tariffs(motion: .free)
}
