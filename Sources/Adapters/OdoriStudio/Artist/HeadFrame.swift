/// Places what belongs to the head: its own units (the face is 172 wide and 210 high, its middle at the eyes' height)
/// and a depth towards the viewer become points of the picture, as the head turns, nods and tilts.
struct HeadFrame: Sendable {
    let centre: Vector
    let yaw: Double
    let pitch: Double
    let roll: Double
    let scale: Double

    init(_ skeleton: Skeleton) {
        centre = skeleton.head.flat
        yaw = skeleton.pose[.headYaw].clamped(to: -48...48)
        pitch = skeleton.pose[.headPitch].clamped(to: -30...30)
        roll = skeleton.pose[.headRoll]
        scale = skeleton.body.headScale
    }

    func place(_ x: Double, _ y: Double, depth: Double = 0) -> Vector {
        let turned = x * cosine(yaw) + depth * sine(yaw)
        let nodded = y * cosine(pitch) + depth * sine(pitch) * 0.8
        return centre + Vector(turned, nodded).rotated(roll) * scale
    }

    func place(_ point: Vector, depth: Double = 0) -> Vector {
        place(point.x, point.y, depth: depth)
    }
}
