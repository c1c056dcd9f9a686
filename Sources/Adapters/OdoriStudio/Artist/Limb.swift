/// Builds the tapered shapes that arms, legs, sleeves and fingers are made of.
struct Limb: Sendable {
    /// Half widths along a bone: how far along (0–1), to the left and to the right of its direction.
    struct Width: Hashable, Sendable {
        var at: Double
        var left: Double
        var right: Double

        init(_ at: Double, _ left: Double, _ right: Double) {
            self.at = at
            self.left = left
            self.right = right
        }
    }

    /// Where the light comes from.
    static let light = Vector(-0.55, -0.83)

    /// A bone from `start` to `end`. Its ends are round, or straight; a hem above zero is cloth's: round at the start
    /// and cut at the end, where it hangs so far down in the middle.
    static func bone(
        _ start: Vector,
        _ end: Vector,
        _ widths: [Width],
        _ colour: Colour,
        round: Bool = true,
        hem: Double = 0
    ) -> Shape {
        let direction = (end - start).unit
        let normal = direction.normal
        let axis = end - start
        let right = widths.map { start + axis * $0.at + normal * $0.right }
        let left = widths.map { start + axis * $0.at - normal * $0.left }
        guard let first = widths.first, let last = widths.last else { return Shape(Path(), colour) }
        let cap = start - direction * ((first.left + first.right) * 0.42)
        let tip = end + direction * ((last.left + last.right) * 0.42)
        let path: Path =
            if hem > 0 {
                cut(left, cap, right, end + direction * hem)
            } else if round {
                Path.smooth(right + [tip] + left.reversed() + [cap])
            } else {
                sharp(right, left)
            }

        let away = -normal.dot(light)
        let turned = normal * (away > 0 ? 1 : -1)
        var dark = away > 0 ? right : left
        let depth = 0.16 + 0.62 * abs(away)
        var inner = zip(widths, dark).map { width, edge in
            edge - turned * ((width.left + width.right) * depth * 0.62)
        }
        if round {
            let above = start + (cap - start) * 0.8 + turned * (first.left * 0.3)
            dark.insert(above, at: 0)
            inner.insert(above, at: 0)
        }
        let span = Shape.Span(
            from: start.mixed(end, 0.5) - turned * maximum(widths),
            to: start.mixed(end, 0.5) + turned * maximum(widths)
        )
        return Shape(path, colour, shadows: [sharp(dark, inner)], span: span)
    }

    /// A bone told by half widths at its start, on the way, and at its end.
    static func bone(_ start: Vector, _ end: Vector, _ from: Double, _ middle: Double, _ to: Double, _ colour: Colour)
        -> Shape
    {
        bone(start, end, [Width(0, from, from), Width(0.4, middle, middle), Width(1, to, to)], colour)
    }

    /// A band that follows a line, such as a strand of hair or a ribbon. `widths` are half widths, one for each point.
    static func ribbon(_ spine: [Vector], _ widths: [Double], _ colour: Colour, shadowSide: Double = 1) -> Shape {
        guard spine.count > 1 else { return Shape(Path(), colour) }
        let normals = spine.indices.map { index in
            (spine[min(index + 1, spine.count - 1)] - spine[max(index - 1, 0)]).unit.normal
        }
        let right = zip(zip(spine, normals), widths).map { $0.0 + $0.1 * $1 }
        let left = zip(zip(spine, normals), widths).map { $0.0 - $0.1 * $1 }
        let dark = shadowSide > 0 ? right : left
        let inner = zip(zip(spine, normals), widths).map { $0.0 + $0.1 * ($1 * 0.25 * shadowSide) }
        let middle = spine.count / 2
        return Shape(
            Path.smooth(right + left.reversed(), tension: 0.9),
            colour,
            shadows: [sharp(dark, inner)],
            span: Shape.Span(from: left[middle], to: right[middle])
        )
    }

    /// The region between two edges that run the same way, each smooth, joined by straight ends.
    static func sharp(_ first: [Vector], _ second: [Vector]) -> Path {
        var path = Path.smooth(first, closed: false)
        let back = Path.smooth(second.reversed(), closed: false).data
        path.line(second.last ?? .zero)
        path.appendContinuing(back)
        path.close()
        return path
    }

    /// A sleeve's outline: round at its start, its sides smooth, its hem a shallow curve.
    private static func cut(_ left: [Vector], _ cap: Vector, _ right: [Vector], _ middle: Vector) -> Path {
        var path = Path.smooth(left.reversed() + [cap] + right, closed: false)
        if let corner = left.last { path.quad(middle + (middle - corner.mixed(right.last ?? corner, 0.5)), corner) }
        path.close()
        return path
    }

    private static func maximum(_ widths: [Width]) -> Double {
        widths.map { max($0.left, $0.right) }.max() ?? 1
    }
}
