/// Places the parts of one eye: outwards from the nose and down, the upper lid lowered as the eye closes.
struct EyeFrame: Sendable {
    let face: HeadFrame
    let sign: Double
    let lid: Double
    /// How much the eye narrows where the face turns away.
    let narrow: Double
    private let size: Double
    private let flat: Double

    init(artist: FigureArtist, sign: Double, lid: Double) {
        face = artist.face
        self.sign = sign
        self.lid = lid
        narrow = (cosine(face.yaw + sign * 14) / cosine(14)).clamped(to: 0.5...1.02)
        size = artist.superDeformed ? 1.18 : (artist.rendering == .photo ? 0.9 : 1.07)
        flat = artist.rendering == .photo ? 0.8 : 1
    }

    /// A point that mirrors with the eye.
    func at(_ x: Double, _ y: Double) -> Vector {
        face.place(sign * (41 + x * narrow * size), 14 + y * size * flat, depth: 60 - abs(x) * 0.3)
    }

    /// A point of the upper lid.
    func upper(_ x: Double, _ y: Double) -> Vector {
        at(x, y + (18 - y) * lid * 0.85)
    }

    /// A point that does not mirror, for light.
    func screen(_ x: Double, _ y: Double) -> Vector {
        face.place(sign * 41 + x * narrow * size, 14 + y * size * flat, depth: 60)
    }
}
