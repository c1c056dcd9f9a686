/// What a provider charges for its work, in micro-dollars.
package enum Tariff: Sendable, Hashable {
    /// It costs nothing: the studio's work.
    case free
    /// For every second of output that was begun.
    case perSecond(Int64)

    /// The most that an output of this length can cost. An output is never longer than what it is made from, so the reference's
    /// length bounds it; a part of a second counts as a whole one.
    package func worstPrice(seconds: Double) -> Int64 {
        switch self {
        case .free: 0
        case .perSecond(let price): price * Int64(min(Self.longestSeconds, max(0, seconds)).rounded(.up))
        }
    }

    /// The longest driving video that motion transfer takes anywhere, in seconds.
    private static let longestSeconds = 30.0
}

/// What the work of one installation costs: the tariffs of the providers that it is configured with.
package struct Tariffs: Sendable, Hashable {
    /// Of motion transfer.
    package var motion: Tariff

    package init(motion: Tariff) {
        self.motion = motion
    }

    /// Of an installation whose studio does everything.
    package static let free = Tariffs(motion: .free)
}
