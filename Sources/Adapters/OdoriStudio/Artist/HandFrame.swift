/// A hand's own directions: from the wrist to the fingertips, and towards the thumb.
struct HandFrame: Sendable {
    var wrist: Vector
    var along: Vector
    var thumb: Vector

    func place(_ point: Vector) -> Vector {
        wrist + along * point.x + thumb * point.y
    }
}
