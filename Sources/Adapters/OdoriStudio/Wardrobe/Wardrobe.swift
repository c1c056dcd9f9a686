/// What a figure wears, in the parts that clothes are drawn from.
struct Wardrobe: Hashable, Sendable {
    var top: Top
    var sleeves: Sleeves?
    var jacket: Jacket?
    var bottom: Bottom
    var legwear: Legwear?
    var shoes: Shoes
    var extras: Set<Extra> = []
    var trim: Colour

    struct Top: Hashable, Sendable {
        var colour: Colour
        var neckline: Neckline
        /// Where it ends, as `Trunk` counts heights.
        var hem: Double
        var motif: Motif = .plain
    }

    enum Neckline: Hashable, Sendable { case crew, deepV, square, high }
    enum Motif: Hashable, Sendable { case plain, stripes, star, buttons, panels, zip }

    /// Along the arm: 0 the shoulder, 1 the elbow, 2 the wrist.
    struct Sleeves: Hashable, Sendable {
        var colour: Colour
        var from = 0.0
        var to: Double
        /// Added to the arm's width at the start and at the end.
        var ease = 5.0
        var flare = 5.0
        var cuff: Colour?
        var stripe: Colour?
    }

    struct Jacket: Hashable, Sendable {
        var colour: Colour
        var lining: Colour
        var hem: Double
        /// Half of the gap at the front, in degrees around the trunk.
        var gap: Double
        var collar: Colour
        var epaulettes = false
    }

    enum Bottom: Hashable, Sendable {
        case skirt(Skirt)
        case shorts(Trousers)
        case trousers(Trousers)
    }

    struct Skirt: Hashable, Sendable {
        var colour: Colour
        var length: Double
        var flare: Double
        var pleats: Int
        var tiers = 1
        var edge: Colour
    }

    struct Trousers: Hashable, Sendable {
        var colour: Colour
        /// Along the leg: 1 the knee, 2 the ankle.
        var to: Double
        var ease: Double
        var flare: Double
        var stripe: Colour?
    }

    struct Legwear: Hashable, Sendable {
        var colour: Colour
        /// Where it begins along the leg; it ends in the shoe.
        var from: Double
        var band: Colour?
    }

    struct Shoes: Hashable, Sendable {
        var kind: Kind
        var colour: Colour
        var sole: Colour
        /// Where a boot's shaft begins along the leg.
        var shaft = 2.0

        enum Kind: Hashable, Sendable { case sneaker, boot, sandal }
    }

    enum Extra: Hashable, Sendable {
        case choker, belt, gloves, bow, earpiece, hairRibbon, hairPin, wristbands, scarf, sunglasses, harness
        case headphones
    }
}
