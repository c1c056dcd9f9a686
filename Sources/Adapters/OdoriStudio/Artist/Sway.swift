/// How far soft things trail behind the body at one moment, in figure units.
struct Sway: Hashable, Sendable {
    /// The hair half way down and at its ends.
    var hairMiddle = Vector.zero
    var hairEnd = Vector.zero
    var skirt = Vector.zero

    static let still = Sway()

    /// The trail at a place along a strand, 0 the root and 1 the end.
    func hair(at share: Double) -> Vector {
        if share < 0.5 { return hairMiddle * (share * 2 * share * 2) }
        return hairMiddle.mixed(hairEnd, share * 2 - 1)
    }
}

extension Sway {
    static func * (sway: Sway, factor: Double) -> Sway {
        Sway(hairMiddle: sway.hairMiddle * factor, hairEnd: sway.hairEnd * factor, skirt: sway.skirt * factor)
    }
}
