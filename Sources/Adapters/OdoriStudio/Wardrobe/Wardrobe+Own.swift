extension Wardrobe {
    /// One of the outfits that concepts come with, in the character's colours.
    static func own(_ own: Own, _ look: FigureLook) -> Wardrobe {
        switch own {
        case .idol: idol(look)
        case .street: street(look)
        case .varsity: varsity(look)
        case .haori: haori(look)
        case .tech: tech(look)
        case .lounge: lounge(look)
        }
    }

    private static func idol(_ look: FigureLook) -> Wardrobe {
        Wardrobe(
            top: Top(colour: look.main, neckline: .square, hem: 0.72, motif: .buttons),
            sleeves: Sleeves(colour: look.second, from: 0, to: 0.42, ease: 14, flare: 12, cuff: look.accent),
            bottom: .skirt(
                Skirt(colour: look.main, length: 196, flare: 96, pleats: 8, tiers: 2, edge: look.second)
            ),
            legwear: Legwear(colour: look.second, from: 0.58, band: look.accent),
            shoes: Shoes(kind: .boot, colour: look.main.mixed(.white, 0.1), sole: look.accent, shaft: 1.62),
            extras: [.choker, .gloves, .bow, .hairRibbon],
            trim: look.accent
        )
    }

    private static func street(_ look: FigureLook) -> Wardrobe {
        Wardrobe(
            top: Top(colour: look.main, neckline: .crew, hem: 0.66, motif: .star),
            sleeves: Sleeves(colour: look.main, to: 1.92, ease: 13, flare: 12, cuff: look.accent, stripe: look.second),
            bottom: .trousers(
                Trousers(colour: look.second.mixed(look.main, 0.16), to: 1.9, ease: 14, flare: 10, stripe: look.accent)
            ),
            shoes: Shoes(kind: .sneaker, colour: Colour(0xFAF8FF), sole: look.accent),
            extras: [.belt, .headphones],
            trim: look.accent
        )
    }

    private static func varsity(_ look: FigureLook) -> Wardrobe {
        Wardrobe(
            top: Top(colour: Colour(0xFDFBFF), neckline: .crew, hem: 0.8, motif: .stripes),
            sleeves: Sleeves(colour: look.second, to: 1.88, ease: 11, flare: 11, cuff: look.main, stripe: nil),
            jacket: Jacket(
                colour: look.main,
                lining: look.main.shade,
                hem: 0.74,
                gap: 34,
                collar: look.accent
            ),
            bottom: .skirt(
                Skirt(
                    colour: look.second.mixed(.white, 0.25),
                    length: 168,
                    flare: 62,
                    pleats: 10,
                    edge: look.accent
                )
            ),
            legwear: Legwear(colour: Colour(0xFDFBFF), from: 1.5, band: look.accent),
            shoes: Shoes(kind: .sneaker, colour: look.main, sole: Colour(0xFDFBFF)),
            extras: [.hairPin, .wristbands],
            trim: look.accent
        )
    }

    private static func haori(_ look: FigureLook) -> Wardrobe {
        Wardrobe(
            top: Top(colour: look.second, neckline: .deepV, hem: 0.74, motif: .plain),
            sleeves: Sleeves(colour: look.main, to: 1.52, ease: 11, flare: 34, cuff: look.accent),
            jacket: Jacket(colour: look.main, lining: look.accent, hem: 0.92, gap: 30, collar: look.accent),
            bottom: .trousers(
                Trousers(colour: look.main.mixed(Colour(0x1E1B2E), 0.62), to: 1.7, ease: 16, flare: 36, stripe: nil)
            ),
            shoes: Shoes(kind: .sandal, colour: look.accent, sole: Colour(0xC99E6B)),
            extras: [.belt, .hairPin],
            trim: look.accent
        )
    }

    private static func tech(_ look: FigureLook) -> Wardrobe {
        let dark = Colour(0x262A36).mixed(look.main, 0.14)
        return Wardrobe(
            top: Top(colour: look.main, neckline: .high, hem: 0.76, motif: .zip),
            sleeves: Sleeves(
                colour: dark,
                from: 0.5,
                to: 1.95,
                ease: 4,
                flare: 6,
                cuff: look.accent,
                stripe: look.accent
            ),
            bottom: .shorts(Trousers(colour: dark, to: 0.42, ease: 12, flare: 12, stripe: look.accent)),
            legwear: Legwear(colour: Colour(0x3C3F4E), from: 0, band: nil),
            shoes: Shoes(kind: .boot, colour: dark, sole: look.accent, shaft: 1.3),
            extras: [.harness, .belt, .gloves, .earpiece],
            trim: look.accent
        )
    }

    private static func lounge(_ look: FigureLook) -> Wardrobe {
        Wardrobe(
            top: Top(colour: look.second.mixed(.white, 0.3), neckline: .crew, hem: 0.86, motif: .stripes),
            sleeves: Sleeves(
                colour: look.second.mixed(.white, 0.3),
                to: 1.98,
                ease: 12,
                flare: 16,
                cuff: look.main
            ),
            bottom: .skirt(Skirt(colour: look.main, length: 170, flare: 66, pleats: 9, edge: look.accent)),
            legwear: Legwear(colour: look.main.mixed(Colour(0x2A2438), 0.5), from: 1.12, band: look.accent),
            shoes: Shoes(kind: .sneaker, colour: Colour(0xFDFBFF), sole: look.main),
            extras: [.scarf, .hairRibbon],
            trim: look.accent
        )
    }
}

extension Wardrobe {
    /// What the dancer of a reference wears.
    static func practice(_ look: FigureLook) -> Wardrobe {
        Wardrobe(
            top: Top(colour: look.main, neckline: .crew, hem: 0.7, motif: .star),
            sleeves: Sleeves(colour: look.main, to: 0.6, ease: 9, flare: 12, cuff: look.accent),
            bottom: .trousers(
                Trousers(colour: look.main.darker(0.6), to: 1.88, ease: 12, flare: 10, stripe: look.accent)
            ),
            shoes: Shoes(kind: .sneaker, colour: look.second, sole: look.accent),
            extras: [.wristbands, .belt],
            trim: look.accent
        )
    }
}
