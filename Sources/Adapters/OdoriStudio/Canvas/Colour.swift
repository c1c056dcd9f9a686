import Foundation

/// A colour of the drawing, its parts 0–1.
struct Colour: Hashable, Sendable {
    var red: Double
    var green: Double
    var blue: Double

    init(_ red: Double, _ green: Double, _ blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `0xrrggbb`, for colours written in the code.
    init(_ hex: UInt32) {
        self.init(Double(hex >> 16 & 0xFF) / 255, Double(hex >> 8 & 0xFF) / 255, Double(hex & 0xFF) / 255)
    }

    /// Reads `#rrggbb`; nil for anything else.
    init?(text: String) {
        guard text.utf8.count == 7, text.hasPrefix("#"), let value = UInt32(text.dropFirst(), radix: 16) else {
            return nil
        }
        self.init(value)
    }

    static let white = Colour(0xFFFFFF)
    static let black = Colour(0x000000)

    /// `#rrggbb`.
    var hex: String {
        let value = [red, green, blue].reduce(UInt32(0)) { $0 << 8 | UInt32(($1.clamped(to: 0...1) * 255).rounded()) }
        let digits = String(value, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    func mixed(_ other: Colour, _ share: Double) -> Colour {
        Colour(
            red + (other.red - red) * share,
            green + (other.green - green) * share,
            blue + (other.blue - blue) * share
        )
    }

    /// Part of the way to another colour without passing through grey: far hues meet by way of a warm pink, as in a
    /// sunset.
    func bridged(_ other: Colour, _ share: Double) -> Colour {
        let apart = abs(hueSaturationLightness.hue - other.hueSaturationLightness.hue)
        guard min(apart, 360 - apart) > 80 else { return mixed(other, share) }
        let middle = Colour(0xC96FB4).mixed(mixed(other, 0.5), 0.35)
        return mixed(middle, share).mixed(middle.mixed(other, share), share)
    }

    func multiplied(_ other: Colour) -> Colour {
        Colour(red * other.red, green * other.green, blue * other.blue)
    }

    func lighter(_ share: Double) -> Colour { mixed(.white, share) }
    func darker(_ share: Double) -> Colour { mixed(.black, share) }

    /// How bright it looks, 0–1.
    var brightness: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

    /// The tone of a surface turned away from the light: darker, richer and cooler.
    var shade: Colour {
        let cool = multiplied(Colour(0xB9A6D6)).mixed(self, 0.14)
        return brightness > 0.8 ? multiplied(Colour(0xCFC8E8)) : cool
    }

    /// The tone of a line around the surface.
    var ink: Colour {
        multiplied(Colour(0x6E4A72)).mixed(Colour(0x2A1A38), 0.55)
    }
}

extension Colour {
    /// Hue in degrees, saturation and lightness 0–1.
    init(hue: Double, saturation: Double, lightness: Double) {
        let chroma = (1 - abs(2 * lightness - 1)) * saturation
        let sector = (hue.truncatingRemainder(dividingBy: 360) + 360).truncatingRemainder(dividingBy: 360) / 60
        let second = chroma * (1 - abs(sector.truncatingRemainder(dividingBy: 2) - 1))
        let base = lightness - chroma / 2
        let parts: (Double, Double, Double) =
            switch Int(sector) {
            case 0: (chroma, second, 0)
            case 1: (second, chroma, 0)
            case 2: (0, chroma, second)
            case 3: (0, second, chroma)
            case 4: (second, 0, chroma)
            default: (chroma, 0, second)
            }
        self.init(parts.0 + base, parts.1 + base, parts.2 + base)
    }

    var hueSaturationLightness: (hue: Double, saturation: Double, lightness: Double) {
        let high = max(red, green, blue)
        let low = min(red, green, blue)
        let chroma = high - low
        let lightness = (high + low) / 2
        guard chroma > 1e-9 else { return (0, 0, lightness) }
        let saturation = chroma / (1 - abs(2 * lightness - 1))
        let sector: Double =
            if high == red {
                ((green - blue) / chroma).truncatingRemainder(dividingBy: 6)
            } else if high == green {
                (blue - red) / chroma + 2
            } else {
                (red - green) / chroma + 4
            }
        return ((sector * 60 + 360).truncatingRemainder(dividingBy: 360), saturation, lightness)
    }
}
