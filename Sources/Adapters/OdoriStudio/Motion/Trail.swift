import Foundation

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
