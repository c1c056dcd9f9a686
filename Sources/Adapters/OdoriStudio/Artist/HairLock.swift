/// One pointed lock of hair: from a root two points wide along two curves to its tip.
struct HairLock: Hashable, Sendable {
    var left: Vector
    var right: Vector
    var tip: Vector
    /// How far both edges bow out.
    var leftBow: Vector
    var rightBow: Vector

    func moved(_ offset: Vector) -> HairLock {
        HairLock(
            left: left + offset,
            right: right + offset,
            tip: tip + offset,
            leftBow: leftBow + offset,
            rightBow: rightBow + offset
        )
    }

    var path: Path {
        Path {
            $0.move(left)
            $0.quad(leftBow, tip)
            $0.quad(rightBow, right)
            $0.close()
        }
    }

    /// The edges that a pen follows: not at the root, where locks grow together.
    var edges: Path {
        Path {
            $0.move(Self.at(start, left, leftBow, tip))
            $0.quad(Self.control(start, left, leftBow, tip), tip)
            $0.quad(Self.control(start, right, rightBow, tip), Self.at(start, right, rightBow, tip))
        }
    }

    /// The side away from the light.
    var shadow: Path {
        let inner = tip.mixed(right, 0.55).mixed(rightBow, 0.2) + (left - right) * 0.22
        return Path {
            $0.move(tip)
            $0.quad(rightBow, Self.at(0.1, right, rightBow, tip))
            $0.quad(inner, tip)
            $0.close()
        }
    }

    private var start: Double { 0.5 }

    private static func at(_ share: Double, _ from: Vector, _ bow: Vector, _ to: Vector) -> Vector {
        from.mixed(bow, share).mixed(bow.mixed(to, share), share)
    }

    private static func control(_ share: Double, _ from: Vector, _ bow: Vector, _ to: Vector) -> Vector {
        bow.mixed(to, share)
    }
}
