import Foundation

/// A choreography as drawn: a pose, the trail of soft things and a face for each drawing.
struct Performance: Sendable {
    /// Drawings a second: animated on twos.
    static let rate = 12

    struct Moment: Sendable, Hashable {
        var seconds: Double
        /// In beats.
        var beat: Double
        var energy: Double
        var pose: Pose
        var sway: Sway
        var expression: Expression
    }

    let moments: [Moment]

    init(_ choreography: Choreography, duration: Double, body: Proportions = .anime, expressions: UInt64) {
        let count = max(1, Int((duration * Double(Self.rate)).rounded(.up)))
        var trail = Trail(choreography.pose(at: 0), body)
        var face = FaceTrack(seed: expressions)
        var moments: [Moment] = []
        let steps = 6
        for index in 0..<count {
            let seconds = Double(index) / Double(Self.rate)
            if index > 0 {
                for step in 1...steps {
                    let at = seconds - Double(steps - step) / Double(steps * Self.rate)
                    trail.follow(choreography.pose(at: at), body, 1 / Double(steps * Self.rate))
                }
            }
            let beat = choreography.grid.position(at: seconds)
            let energy = choreography.energy(at: seconds)
            let accent = Self.shown(at: seconds, choreography.grid)
            moments.append(
                Moment(
                    seconds: seconds,
                    beat: beat,
                    energy: energy,
                    pose: choreography.pose(at: accent),
                    sway: trail.sway,
                    expression: face.next(beat: beat, energy: energy)
                )
            )
        }
        self.moments = moments
    }

    /// The instant that a drawing shows: the beat that falls nearest to it, so that no accent is lost between two drawings.
    static func shown(at seconds: Double, _ grid: BeatGrid) -> Double {
        let beat = grid.time(of: grid.position(at: seconds).rounded())
        return abs(beat - seconds) < 0.5 / Double(rate) && beat >= 0 ? beat : seconds
    }
}

/// Soft things on springs behind the head and the hips.
struct Trail: Sendable {
    private var head: Spring
    private var ends: Spring
    private var hips: Spring

    init(_ pose: Pose, _ body: Proportions) {
        let anchors = Self.anchors(pose, body)
        head = Spring(at: anchors.head, hertz: 2.1, damping: 0.34)
        ends = Spring(at: anchors.head, hertz: 1.45, damping: 0.3)
        hips = Spring(at: anchors.hips, hertz: 2.4, damping: 0.32)
    }

    mutating func follow(_ pose: Pose, _ body: Proportions, _ interval: Double) {
        let anchors = Self.anchors(pose, body)
        head.follow(anchors.head, interval)
        ends.follow(head.place, interval)
        hips.follow(anchors.hips, interval)
    }

    var sway: Sway {
        Sway(
            hairMiddle: limited(head.trail, 70),
            hairEnd: limited(head.trail + ends.trail, 170),
            skirt: limited(hips.trail, 46)
        )
    }

    private func limited(_ vector: Vector, _ longest: Double) -> Vector {
        let length = vector.length
        guard length > 1e-6 else { return .zero }
        return vector * (longest * tanh(length / longest) / length)
    }

    /// Turning throws hair and skirt as moving does.
    private static func anchors(_ pose: Pose, _ body: Proportions) -> (head: Vector, hips: Vector) {
        let skeleton = Skeleton(pose, body)
        let head = skeleton.head.flat + Vector(pose[.headYaw] * 1.1 + pose[.chestYaw] * 0.9 - pose[.headRoll] * 1.4, 0)
        let hips = skeleton.pelvis.flat + Vector(pose[.pelvisYaw] * 1.1 - pose[.pelvisRoll] * 1.6, 0)
        return (head, hips)
    }
}

/// A damped spring that follows a point.
struct Spring: Sendable {
    private(set) var place: Vector
    private var anchor: Vector
    private var speed = Vector.zero
    private let stiffness: Double
    private let drag: Double

    init(at place: Vector, hertz: Double, damping: Double) {
        self.place = place
        anchor = place
        let angular = 2 * Double.pi * hertz
        stiffness = angular * angular
        drag = 2 * damping * angular
    }

    /// How far the end is behind.
    var trail: Vector { place - anchor }

    mutating func follow(_ target: Vector, _ interval: Double) {
        anchor = target
        speed += ((target - place) * stiffness - speed * drag) * interval
        place += speed * interval
    }
}

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
