/// The surface of the trunk, on which clothes are drawn: `across` in degrees around it (0 front, ±90 the sides) and
/// `down` from the base of the neck (0) over the waist (0.66) to the pelvis (1) and the thighs (1.3).
struct Trunk: Sendable {
    private let spine: [(down: Double, point: Vector)]
    private let chestYaw: Double
    private let pelvisYaw: Double
    private let widthScale: Double

    /// Half width and half depth by height.
    private static let profile: [(down: Double, width: Double, depth: Double)] = [
        (-0.06, 24, 22), (0.0, 40, 26), (0.05, 68, 34), (0.11, 88, 42), (0.2, 86, 52), (0.32, 84, 62), (0.42, 80, 58),
        (0.54, 70, 50), (0.66, 63, 46), (0.78, 74, 52), (0.9, 91, 62), (1.02, 101, 68), (1.14, 104, 68), (1.3, 98, 60),
        (1.6, 92, 60),
    ]

    init(_ skeleton: Skeleton) {
        let neck = skeleton.neckBase.flat
        let pelvis = skeleton.pelvis.flat
        let lower = Vector(0, 1).rotated(skeleton.pose[.pelvisRoll])
        let unit = skeleton.body.pelvis / 0.34
        spine = [
            (-0.06, neck + (neck - skeleton.chest.flat).unit * (0.06 * unit)), (0, neck),
            (0.31, skeleton.chest.flat), (0.66, skeleton.waist.flat), (1, pelvis), (1.6, pelvis + lower * (0.6 * unit)),
        ]
        chestYaw = skeleton.pose[.chestYaw]
        pelvisYaw = skeleton.pose[.pelvisYaw]
        widthScale = skeleton.body.trunkWidth
    }

    func centre(_ down: Double) -> Vector {
        for (upper, lower) in zip(spine, spine.dropFirst()) where down <= lower.down {
            let share = (down - upper.down) / (lower.down - upper.down)
            return upper.point.mixed(lower.point, share)
        }
        return spine.last?.point ?? .zero
    }

    /// The direction of the trunk's right-hand side at a height.
    func across(_ down: Double) -> Vector {
        let above = centre(max(-0.06, down - 0.16))
        let below = centre(min(1.6, down + 0.16))
        return (below - above).unit.normal
    }

    func yaw(_ down: Double) -> Double {
        let share = ((down - 0.31) / 0.69).clamped(to: 0...1)
        return chestYaw + (pelvisYaw - chestYaw) * share
    }

    /// Half width as seen.
    func halfWidth(_ down: Double) -> Double {
        let (width, depth) = measures(down)
        let turned = (width * cosine(yaw(down)), depth * sine(yaw(down)))
        return (turned.0 * turned.0 + turned.1 * turned.1).squareRoot()
    }

    /// A point on the silhouette or between: -1 the left edge, 1 the right.
    func edge(_ share: Double, _ down: Double, grow: Double = 0) -> Vector {
        centre(down) + across(down) * (share * (halfWidth(down) + grow))
    }

    /// A point on the surface.
    func surface(_ degrees: Double, _ down: Double, grow: Double = 0) -> Vector {
        let (width, depth) = measures(down)
        let turn = yaw(down)
        let x = (width + grow) * sine(degrees) * cosine(turn) + (depth + grow) * cosine(degrees) * sine(turn)
        return centre(down) + across(down) * x
    }

    /// The band of the trunk between two heights, as wide as the silhouette.
    func band(_ top: Double, _ bottom: Double, _ colour: Colour, grow: Double = 0, flare: Double = 0, dip: Double = 10)
        -> Shape
    {
        let steps = max(3, Int((bottom - top) * 12))
        let heights = (0...steps).map { top + (bottom - top) * Double($0) / Double(steps) }
        func side(_ sign: Double, _ share: Double = 1) -> [Vector] {
            heights.enumerated().map { index, down in
                edge(sign * share, down, grow: grow + flare * Double(index) / Double(steps))
            }
        }
        let left = side(-1)
        let right = side(1)
        let low = centre(bottom) + Vector(0, dip)
        let high = centre(top) + Vector(0, dip * 0.6)
        var path = Path.smooth(left, closed: false)
        if let end = right.last, let corner = left.last {
            path.quad(low.mixed(corner, 0.4) + Vector(0, dip * 0.4), low)
            path.quad(low.mixed(end, 0.4) + Vector(0, dip * 0.4), end)
        }
        path.appendContinuing(Path.smooth(right.reversed(), closed: false).data)
        if let start = left.first { path.quad(high, start) }
        path.close()
        let shadow = Limb.sharp(right, side(1, 0.52))
        let middle = (top + bottom) / 2
        return Shape(
            path,
            colour,
            shadows: [shadow],
            span: Shape.Span(from: edge(-1, middle, grow: grow), to: edge(1, middle, grow: grow))
        )
    }

    private func measures(_ down: Double) -> (width: Double, depth: Double) {
        for (upper, lower) in zip(Self.profile, Self.profile.dropFirst()) where down <= lower.down {
            let share = ((down - upper.down) / (lower.down - upper.down)).clamped(to: 0...1)
            return (
                (upper.width + (lower.width - upper.width) * share) * widthScale,
                (upper.depth + (lower.depth - upper.depth) * share) * widthScale
            )
        }
        return (90 * widthScale, 60 * widthScale)
    }
}
