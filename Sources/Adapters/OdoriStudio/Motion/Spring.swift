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
