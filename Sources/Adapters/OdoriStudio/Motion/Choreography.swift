import Foundation

/// A dance: key poses on beats, and a groove beneath. The same for every dancer.
struct Choreography: Sendable {
    var grid: BeatGrid
    /// Key poses by beat, in order.
    private(set) var keys: [Move.Key]
    /// When the music drops, in seconds: from here on everything is larger.
    var drop: Double
    /// How deep the knees bounce, by the beat from which it holds.
    private var bounces: [(beat: Double, depth: Double)]

    /// Lays moves one after another from a beat on.
    init(grid: BeatGrid, moves: [Move], from start: Int = 0, drop: Double) {
        self.grid = grid
        self.drop = drop
        var keys: [Move.Key] = []
        var bounces: [(beat: Double, depth: Double)] = []
        var beat = Double(start)
        for move in moves {
            bounces.append((beat, move.bounce))
            keys += move.keys.map { Move.Key(beat + $0.beat, $0.easing, $0.pose) }
            beat += Double(move.beats)
        }
        self.keys = keys
        self.bounces = bounces
    }

    /// 0 before the music builds, 1 from the drop on.
    func energy(at seconds: Double) -> Double {
        guard drop > 0 else { return 1 }
        if seconds >= drop - 0.02 { return 1 }
        return 0.62 + 0.24 * (seconds / drop).clamped(to: 0...1)
    }

    /// The pose at a time: the key poses, drawn larger with the energy, and the bounce of the beat.
    func pose(at seconds: Double) -> Pose {
        let beat = grid.position(at: seconds)
        let energy = energy(at: seconds)
        let base = keyPose(at: beat)
        return Self.scaled(base, energy) + groove(at: beat, energy)
    }

    /// The interpolated key poses alone.
    func keyPose(at beat: Double) -> Pose {
        guard let first = keys.first, let last = keys.last else { return .rest }
        if beat <= first.beat { return first.pose }
        if beat >= last.beat { return last.pose }
        var low = 0
        var high = keys.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if keys[middle].beat <= beat { low = middle } else { high = middle }
        }
        let from = keys[low]
        let to = keys[high]
        let time = (beat - from.beat) / max(1e-9, to.beat - from.beat)
        var pose = from.pose.mixed(to.pose, to.easing.share(time))
        let near = time < 0.5 ? from.pose : to.pose
        pose[.leftGrip] = near[.leftGrip]
        pose[.rightGrip] = near[.rightGrip]
        Self.liftMovingFeet(&pose, from.pose, to.pose, to.easing.share(time))
        return pose
    }

    /// A foot that changes its place leaves the floor on the way.
    private static func liftMovingFeet(_ pose: inout Pose, _ from: Pose, _ to: Pose, _ share: Double) {
        let arc = sin(share.clamped(to: 0...1) * .pi)
        for (x, y) in [(Channel.leftFootX, Channel.leftFootY), (.rightFootX, .rightFootY)] {
            pose[y] += arc * min(46, abs(to[x] - from[x]) * 0.5)
        }
    }

    /// Smaller before the drop: the trunk's and the arms' way from rest shrinks, hands keep their shapes.
    private static func scaled(_ pose: Pose, _ energy: Double) -> Pose {
        var result = pose
        for channel in [
            Channel.pelvisX, .pelvisRoll, .chestX, .chestRoll, .chestYaw, .pelvisYaw, .headYaw, .headRoll, .jump,
            .leftFootX,
            .rightFootX, .leftFootY, .rightFootY,
        ] {
            result[channel] *= 0.45 + 0.55 * energy
        }
        return result
    }

    /// The bounce: lowest exactly on the beat, springing up between beats; the head nods with it.
    private func groove(at beat: Double, _ energy: Double) -> Pose {
        let phase = beat - beat.rounded(.down)
        let depth = (bounces.last { $0.beat <= beat + 1e-6 } ?? bounces.first)?.depth ?? 1
        let down = pow(abs(cos(phase * .pi)), 1.6)
        let size = depth * (0.55 + 0.45 * energy)
        return [
            .pelvisY: size * (34 * down - 6), .headPitch: size * (5 * down - 2.5), .chestPitch: size * 3 * down,
            .chestX: size * 3 * sin(beat * .pi),
        ]
    }
}
