import OdoriDomain

extension Wardrobe {
    /// A character's own outfits, with the words that concepts use for them.
    enum Own: String, CaseIterable, Sendable {
        case idol = "a fitted stage dress with a tiered ruffle skirt, long gloves and ribbon"
        case street = "a cropped hoodie over cargo joggers with chunky sneakers"
        case varsity = "a varsity jacket over a striped tee with a pleated tennis skirt"
        case haori = "a modern short haori over a wrap top and wide festival trousers"
        case tech = "an asymmetric tech vest with a harness, shorts over tights and tall boots"
        case lounge = "a soft knitted sweater with a flared mini skirt and knee socks"

        /// The outfit that the words name; for words from elsewhere, the one that the seed chooses.
        static func meant(by words: String, seed: UInt64) -> Own {
            if let own = allCases.first(where: { words.contains($0.rawValue) }) { return own }
            var generator = SplitMix64(seed: seed, label: "own outfit")
            return generator.pick(allCases) ?? .idol
        }
    }

    /// What a character wears as an outfit; nil is the concept's own.
    static func of(_ concept: Concept, _ outfit: Outfit?) -> Wardrobe {
        let look = FigureLook(concept.look)
        return switch outfit {
        case nil: own(Own.meant(by: concept.outfit, seed: concept.look.seed), look)
        case .kpop: stage(look)
        case .swimsuit: beach(look)
        }
    }

    private static func stage(_ look: FigureLook) -> Wardrobe {
        let night = Colour(0x23202E).mixed(look.main, 0.12)
        let bright = look.accent
        var generator = SplitMix64(seed: look.seed, label: "stage outfit")
        let skirted = generator.index(below: 2) == 0
        return Wardrobe(
            top: Top(colour: Colour(0xFBF7FF), neckline: .square, hem: 0.54, motif: .panels),
            sleeves: Sleeves(colour: look.main, to: 1.86, ease: 9, flare: 9, cuff: bright, stripe: bright),
            jacket: Jacket(
                colour: look.main,
                lining: night,
                hem: 0.5,
                gap: 32,
                collar: night,
                epaulettes: true
            ),
            bottom: skirted
                ? .skirt(Skirt(colour: night, length: 150, flare: 40, pleats: 7, edge: bright))
                : .shorts(Trousers(colour: night, to: 0.36, ease: 10, flare: 8, stripe: bright)),
            legwear: Legwear(colour: Colour(0x3A3346), from: skirted ? 0.62 : 0.0, band: skirted ? bright : nil),
            shoes: Shoes(kind: .boot, colour: night, sole: Colour(0x14121C), shaft: 1.14),
            extras: [.choker, .belt, .gloves, .earpiece],
            trim: bright
        )
    }

    private static func beach(_ look: FigureLook) -> Wardrobe {
        var generator = SplitMix64(seed: look.seed, label: "beach outfit")
        let sleeved = generator.index(below: 2) == 0
        let shorts = Trousers(
            colour: look.second.mixed(look.main, 0.15),
            to: 0.44,
            ease: 15,
            flare: 17,
            stripe: look.accent
        )
        return Wardrobe(
            top: Top(
                colour: look.main,
                neckline: sleeved ? .high : .square,
                hem: 1.1,
                motif: sleeved ? .zip : .panels
            ),
            sleeves: sleeved
                ? Sleeves(colour: look.second, to: 1.7, ease: 3, flare: 2, cuff: look.main, stripe: look.accent) : nil,
            jacket: sleeved
                ? nil
                : Jacket(
                    colour: Colour(0xFFFDF8),
                    lining: Colour(0xEFE6DA),
                    hem: 0.98,
                    gap: 52,
                    collar: Colour(0xFFFDF8)
                ),
            bottom: .shorts(shorts),
            legwear: nil,
            shoes: Shoes(kind: .sandal, colour: look.accent, sole: Colour(0xF3E3CC)),
            extras: sleeved ? [.wristbands, .sunglasses] : [.sunglasses],
            trim: look.accent
        )
    }
}
