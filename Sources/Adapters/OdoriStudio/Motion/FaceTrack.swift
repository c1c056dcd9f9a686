/// Blinks, glances and singing.
struct FaceTrack: Sendable {
    private var generator: SplitMix64
    private var blink = 0
    private var untilBlink: Int
    private var wink = 0
    private var glance = Vector.zero

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed, label: "face")
        untilBlink = 14 + generator.index(below: 20)
    }

    /// The face of the next drawing.
    mutating func next(beat: Double, energy: Double) -> Expression {
        var face = Expression()
        untilBlink -= 1
        if untilBlink <= 0 {
            blink = 3
            untilBlink = 22 + generator.index(below: 30)
            if energy > 0.9, generator.index(below: 3) == 0 { wink = 7 }
            glance = Vector(generator.number(in: -0.5...0.5), generator.number(in: -0.2...0.3))
        }
        let lids = [0, 0.5, 1, 0.5]
        face.leftLid = lids[blink]
        face.rightLid = max(lids[blink], wink > 0 ? 1 : 0)
        blink = max(0, blink - 1)
        wink = max(0, wink - 1)
        face.gaze = glance
        let phase = beat - beat.rounded(.down)
        let bar = Int(beat.rounded(.down)) % 8
        let sings = energy > 0.9 ? bar != 3 && bar != 7 : bar % 4 == 2
        face.mouth = sings ? (0.35 + 0.6 * energy * (1 - phase)) : (wink > 0 ? 0.6 : 0)
        return face
    }
}
