/// A hair style, in the parts that it is drawn from. Lengths are in head units below the eyes.
struct HairCut: Hashable, Sendable {
    var bangs: Bangs
    /// How far the locks beside the face hang.
    var sides: Double
    /// How far the hair hangs behind; 0 is none below the nape.
    var back: Double
    /// Half of its width at the shoulders.
    var backWidth: Double
    /// How much it waves.
    var wave: Double
    var tails: Tails = .none
    var tailLength = 0.0
    var buns = false
    /// Short tufts that stand off the crown.
    var tufts = 0

    enum Bangs: Hashable, Sendable { case blunt, swept, parted, airy }
    enum Tails: Hashable, Sendable { case none, twin, high, side, braid }

    /// The styles by the names that concepts use.
    static let styles: [(name: String, cut: HairCut)] = [
        ("long straight", HairCut(bangs: .blunt, sides: 190, back: 420, backWidth: 128, wave: 0)),
        (
            "twin tails",
            HairCut(bangs: .airy, sides: 130, back: 0, backWidth: 92, wave: 8, tails: .twin, tailLength: 470)
        ),
        (
            "high ponytail",
            HairCut(bangs: .swept, sides: 120, back: 0, backWidth: 92, wave: 6, tails: .high, tailLength: 430)
        ),
        ("sleek bob", HairCut(bangs: .blunt, sides: 122, back: 128, backWidth: 118, wave: 0)),
        ("long waves", HairCut(bangs: .parted, sides: 250, back: 390, backWidth: 150, wave: 16)),
        ("wolf cut", HairCut(bangs: .airy, sides: 128, back: 190, backWidth: 112, wave: 10, tufts: 5)),
        (
            "side braid",
            HairCut(bangs: .swept, sides: 110, back: 0, backWidth: 96, wave: 0, tails: .braid, tailLength: 330)
        ),
        ("double buns", HairCut(bangs: .blunt, sides: 160, back: 0, backWidth: 96, wave: 4, buns: true)),
        (
            "side ponytail",
            HairCut(bangs: .parted, sides: 140, back: 0, backWidth: 94, wave: 12, tails: .side, tailLength: 360)
        ),
        ("tousled pixie", HairCut(bangs: .swept, sides: 74, back: 0, backWidth: 96, wave: 6, tufts: 4)),
    ]

    /// The style of that name; for words from elsewhere, one that the seed chooses.
    static func named(_ name: String, seed: UInt64) -> HairCut {
        let wanted = name.lowercased()
        if let known = styles.first(where: { wanted.contains($0.name) }) { return known.cut }
        var generator = SplitMix64(seed: seed, label: "hair cut")
        return generator.pick(styles)?.cut ?? styles[0].cut
    }
}
