/// Cuts a sticker out of its green ground.
///
/// A pixel's greenness is how far its green stands above both red and blue. Away from the ground nothing is touched,
/// so green hair stays green. Within three pixels of it a pixel is taken for a mixture of the ground and the least
/// green colour nearby: where its greenness lies between the two tells the share of the ground, which is subtracted,
/// and the spill with it. The ground's colour is read from the corner.
struct StickerKey {
    /// Rows of red, green and blue bytes.
    private let pixels: [UInt8]
    private let width: Int
    private let height: Int
    private let greenness: [Int]
    private let ground: (red: Double, green: Double, blue: Double)
    private let groundGreenness: Int

    private static let around = [(-3, 0), (3, 0), (0, -3), (0, 3), (-2, -2), (2, -2), (-2, 2), (2, 2)]

    /// - Parameter pixels: RGB, row by row; its size must be a multiple of the width.
    init(rgb pixels: [UInt8], width: Int) {
        self.pixels = pixels
        self.width = width
        height = pixels.count / max(1, width * 3)
        let greenness = stride(from: 0, to: pixels.count - 2, by: 3).map {
            Int(pixels[$0 + 1]) - Int(max(pixels[$0], pixels[$0 + 2]))
        }
        self.greenness = greenness
        let corner = min(4, width - 1) + min(4, height - 1) * width
        if !greenness.isEmpty, greenness[corner] >= 60 {
            let at = corner * 3
            ground = (Double(pixels[at]), Double(pixels[at + 1]), Double(pixels[at + 2]))
            groundGreenness = greenness[corner]
        } else {
            ground = (0, 255, 0)
            groundGreenness = 255
        }
    }

    /// The sticker at half its size, as rows of red, green, blue and opacity bytes.
    ///
    /// Four pixels are averaged by their opacity: the ground must not bleed into the figure's edge.
    func halved() -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(pixels.count / 3)
        for y in 0..<height / 2 {
            for x in 0..<width / 2 {
                var sum = Colour()
                for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                    let part = colour(2 * x + dx, 2 * y + dy)
                    sum.red += part.red * part.opacity
                    sum.green += part.green * part.opacity
                    sum.blue += part.blue * part.opacity
                    sum.opacity += part.opacity
                }
                let weight = max(sum.opacity, 0.001)
                for value in [sum.red / weight, sum.green / weight, sum.blue / weight, sum.opacity * 255 / 4] {
                    result.append(UInt8(min(255, max(0, value)).rounded()))
                }
            }
        }
        return result
    }

    private struct Colour {
        var red = 0.0
        var green = 0.0
        var blue = 0.0
        var opacity = 0.0
    }

    /// A pixel without its share of the ground.
    private func colour(_ x: Int, _ y: Int) -> Colour {
        let at = y * width + x
        let share = figureShare(x, y, own: greenness[at])
        let clear = max(share, 0.05)
        func unmixed(_ byte: UInt8, _ ground: Double) -> Double {
            share >= 1 ? Double(byte) : min(255, max(0, (Double(byte) - (1 - share) * ground) / clear))
        }
        return Colour(
            red: unmixed(pixels[at * 3], ground.red),
            green: unmixed(pixels[at * 3 + 1], ground.green),
            blue: unmixed(pixels[at * 3 + 2], ground.blue),
            // A little of either end is rounded off, so that a ground that is not quite even vanishes whole.
            opacity: min(1, max(0, (share - 0.06) / 0.9))
        )
    }

    /// How much of a pixel belongs to the figure, from 0 to 1.
    private func figureShare(_ x: Int, _ y: Int, own: Int) -> Double {
        var (most, least) = (own, own)
        for (dx, dy) in Self.around {
            let near = greenness[min(height - 1, max(0, y + dy)) * width + min(width - 1, max(0, x + dx))]
            most = max(most, near)
            least = min(least, near)
        }
        guard most * 10 > groundGreenness * 7 else { return 1 }
        return min(1, max(0, Double(groundGreenness - own) / Double(max(groundGreenness - least, 40))))
    }
}
