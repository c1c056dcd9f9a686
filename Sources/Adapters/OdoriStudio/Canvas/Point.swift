/// A point in the dancer's space: as on the picture, and z towards the viewer.
struct Point: Hashable, Sendable {
    var x: Double
    var y: Double
    var z: Double

    init(_ x: Double, _ y: Double, _ z: Double = 0) {
        self.x = x
        self.y = y
        self.z = z
    }

    static func + (left: Point, right: Point) -> Point { Point(left.x + right.x, left.y + right.y, left.z + right.z) }
    static func - (left: Point, right: Point) -> Point { Point(left.x - right.x, left.y - right.y, left.z - right.z) }
    static func * (point: Point, factor: Double) -> Point {
        Point(point.x * factor, point.y * factor, point.z * factor)
    }

    var length: Double { (x * x + y * y + z * z).squareRoot() }

    func dot(_ other: Point) -> Double { x * other.x + y * other.y + z * other.z }

    /// As seen: straight from the front.
    var flat: Vector { Vector(x, y) }
}
