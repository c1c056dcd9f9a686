import Foundation

/// A point or a direction on the picture: x to the right, y downwards.
struct Vector: Hashable, Sendable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    static let zero = Vector(0, 0)

    static func + (left: Vector, right: Vector) -> Vector { Vector(left.x + right.x, left.y + right.y) }
    static func - (left: Vector, right: Vector) -> Vector { Vector(left.x - right.x, left.y - right.y) }
    static func * (vector: Vector, factor: Double) -> Vector { Vector(vector.x * factor, vector.y * factor) }
    static prefix func - (vector: Vector) -> Vector { Vector(-vector.x, -vector.y) }
    static func += (left: inout Vector, right: Vector) { left = left + right }

    var length: Double { (x * x + y * y).squareRoot() }

    /// The direction alone; straight down where there is none.
    var unit: Vector {
        let length = length
        return length > 1e-9 ? Vector(x / length, y / length) : Vector(0, 1)
    }

    /// A quarter turn: for a direction that points down, the one that points right.
    var normal: Vector { Vector(y, -x) }

    func dot(_ other: Vector) -> Double { x * other.x + y * other.y }

    /// Turned clockwise on the picture.
    func rotated(_ degrees: Double) -> Vector {
        let angle = degrees * .pi / 180
        return Vector(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle))
    }

    func mixed(_ other: Vector, _ share: Double) -> Vector {
        Vector(x + (other.x - x) * share, y + (other.y - y) * share)
    }
}

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

func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }

extension Comparable {
    /// The nearest value inside the range.
    func clamped(to range: ClosedRange<Self>) -> Self {
        min(max(self, range.lowerBound), range.upperBound)
    }
}
