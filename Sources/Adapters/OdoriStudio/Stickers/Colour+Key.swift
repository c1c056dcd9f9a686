extension Colour {
    /// The green that stickers stand on and that is keyed out.
    static let key = Colour(0x00FF00)

    /// This colour, its hue turned away from green as far as a chroma key needs to leave it alone.
    var besideKey: Colour {
        var result = self
        let hue = hueSaturationLightness.hue
        let step = hue >= 120 ? 4.0 : -4.0
        for _ in 0..<30 where result.keyDistance < Self.safeDistance {
            let tone = result.hueSaturationLightness
            result = Colour(hue: tone.hue + step, saturation: tone.saturation * 0.99, lightness: tone.lightness)
        }
        return result
    }

    /// How far a colour's chroma must be from the key's; greys are just as far.
    static let safeDistance = 119.5

    /// The distance of the chroma from the key's, in 8-bit steps of Cb and Cr.
    var keyDistance: Double {
        let (ownBlue, ownRed) = chroma
        let (keyBlue, keyRed) = Self.key.chroma
        return ((ownBlue - keyBlue) * (ownBlue - keyBlue) + (ownRed - keyRed) * (ownRed - keyRed)).squareRoot()
    }

    private var chroma: (blue: Double, red: Double) {
        let luma = 0.299 * red + 0.587 * green + 0.114 * blue
        return ((blue - luma) * 0.564 * 255 * 0.88, (red - luma) * 0.713 * 255 * 0.88)
    }
}

extension FigureLook {
    /// The same looks in colours that survive the chroma key.
    var besideKey: FigureLook {
        var result = self
        result.hair = hair.besideKey
        result.eyes = eyes.besideKey
        result.skin = skin.besideKey
        result.main = main.besideKey
        result.second = second.besideKey
        result.accent = accent.besideKey
        return result
    }
}
