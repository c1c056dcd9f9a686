import Testing

@testable import OdoriFFmpeg

@Suite("Cutting a sticker out of green")
struct StickerKeyTests {
    private typealias RGB = [UInt8]

    /// A square of 24 pixels: ground, a figure from 8 to 15, and around it a border mixed of both.
    private func sticker(ground: RGB = [0, 255, 0], figure: RGB, mixture: Double) -> [UInt8] {
        (0..<24).flatMap { y in
            (0..<24).flatMap { x -> RGB in
                let distance = max(8 - min(x, y), max(x, y) - 15, 0)
                switch distance {
                case 0: return figure
                case 1: return zip(figure, ground).map { UInt8(Double($0) * mixture + Double($1) * (1 - mixture)) }
                default: return ground
                }
            }
        }
    }

    private func pixel(_ x: Int, _ y: Int, of halved: [UInt8]) -> [UInt8] {
        Array(halved[(y * 12 + x) * 4..<(y * 12 + x) * 4 + 4])
    }

    @Test(
        "the ground vanishes, the figure stays as it is, whatever its colour",
        arguments: [[255, 255, 255], [20, 10, 30], [224, 33, 138], [53, 176, 168], [143, 209, 79]] as [[UInt8]]
    )
    func figure(colour: [UInt8]) {
        let cut = StickerKey(rgb: sticker(figure: colour, mixture: 0.5), width: 24).halved()
        #expect(cut.count == 12 * 12 * 4)
        #expect(pixel(0, 0, of: cut)[3] == 0)
        #expect(pixel(5, 5, of: cut) == colour + [255])
    }

    @Test("an edge keeps the figure's colour, and of its opacity about what was mixed in")
    func edge() {
        let colour: [UInt8] = [224, 33, 138]
        let cut = StickerKey(rgb: sticker(figure: colour, mixture: 0.5), width: 24).halved()
        let edge = pixel(3, 5, of: cut)
        // Half of the four pixels are ground, half are half figure.
        #expect((50...80).contains(edge[3]))
        for (got, wanted) in zip(edge, colour) {
            #expect(abs(Int(got) - Int(wanted)) <= 12)
        }
    }

    @Test("a ground that is not quite green, and not quite even, vanishes too")
    func otherGround() {
        var pixels = sticker(ground: [12, 232, 20], figure: [255, 255, 255], mixture: 0.5)
        pixels[1] -= 8
        let cut = StickerKey(rgb: pixels, width: 24).halved()
        #expect(pixel(0, 0, of: cut)[3] == 0)
        #expect(pixel(11, 4, of: cut)[3] == 0)
        #expect(pixel(5, 5, of: cut)[3] == 255)
    }

    @Test("a picture without green stays whole, and nothing at all stays nothing")
    func noGround() {
        let cut = StickerKey(rgb: Array(repeating: 90, count: 24 * 24 * 3), width: 24).halved()
        #expect(pixel(0, 0, of: cut) == [90, 90, 90, 255])
        #expect(StickerKey(rgb: [], width: 24).halved().isEmpty)
    }
}
