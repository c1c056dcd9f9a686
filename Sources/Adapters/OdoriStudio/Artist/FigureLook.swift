import OdoriDomain

/// A character's looks, ready to draw.
struct FigureLook: Hashable, Sendable {
    var cut: HairCut
    var hair: Colour
    var eyes: Colour
    var skin: Colour
    /// Main, second and accent colour of the clothes.
    var main: Colour
    var second: Colour
    var accent: Colour
    var seed: UInt64
    /// Draws no features: a dancer who only shows a dance.
    var masked = false

    init(cut: HairCut, hair: Colour, eyes: Colour, skin: Colour, palette: [Colour], seed: UInt64) {
        self.cut = cut
        self.hair = hair
        self.eyes = eyes
        self.skin = skin
        main = palette.first ?? Colour(0x4A5BD4)
        second = palette.dropFirst().first ?? Colour(0xF4F0FF)
        accent = palette.dropFirst(2).first ?? Colour(0xFF7AB8)
        self.seed = seed
    }

    /// A concept's looks; what cannot be read as a colour gets a fitting one.
    init(_ look: Concept.Look) {
        let palette = look.palette.compactMap(Colour.init(text:))
        self.init(
            cut: HairCut.named(look.hairStyle, seed: look.seed),
            hair: Colour(text: look.hairColour) ?? Colour(0x3B2A4A),
            eyes: Colour(text: look.eyeColour) ?? Colour(0x4A7BD4),
            skin: Colour(text: look.skinColour) ?? Colour(0xFCDCCB),
            palette: palette,
            seed: look.seed
        )
    }

    /// As a cosplayer would wear it: the same cut in a colour that hair and wigs have, softer eyes.
    var natural: FigureLook {
        var result = self
        let tone = hair.hueSaturationLightness
        let warm: Colour =
            switch tone.lightness {
            case ..<0.3: Colour(0x33241F)
            case ..<0.5: Colour(0x5B3A29)
            case ..<0.68: Colour(0x8A5A3A)
            default: Colour(0xC9A376)
            }
        result.hair = warm.mixed(hair, 0.2)
        result.eyes = eyes.mixed(Colour(0x5A3F30), 0.45)
        result.skin = skin.multiplied(Colour(0xFFF3EC))
        return result
    }
}
