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
