/// An SVG path in the making.
struct Path: Hashable, Sendable {
    private(set) var data = ""

    init() {}

    init(_ build: (inout Path) -> Void) {
        build(&self)
    }

    /// A path whose data is written out.
    init(data: String) {
        self.data = data
    }

    mutating func move(_ point: Vector) { append("M", [point]) }
    mutating func line(_ point: Vector) { append("L", [point]) }
    mutating func quad(_ control: Vector, _ point: Vector) { append("Q", [control, point]) }
    mutating func curve(_ first: Vector, _ second: Vector, _ point: Vector) { append("C", [first, second, point]) }
    mutating func close() { data.append("Z") }

    mutating func add(_ other: Path) { data.append(other.data) }

    /// Goes on with another path's curves from where this one stands.
    mutating func appendContinuing(_ data: String) {
        self.data.append(contentsOf: data.replacingStart())
    }

    /// A line that bends smoothly through all points (Catmull–Rom).
    static func smooth(_ points: [Vector], closed: Bool = true, tension: Double = 1) -> Path {
        var path = Path()
        guard let start = points.first, points.count > 2 else { return polygon(points, closed: closed) }
        let count = points.count
        func at(_ index: Int) -> Vector {
            closed ? points[(index + count) % count] : points[index.clamped(to: 0...count - 1)]
        }
        path.move(start)
        for index in 0..<(closed ? count : count - 1) {
            let from = at(index)
            let to = at(index + 1)
            let first = from + (to - at(index - 1)) * (tension / 6)
            let second = to - (at(index + 2) - from) * (tension / 6)
            path.curve(first, second, to)
        }
        if closed { path.close() }
        return path
    }

    static func polygon(_ points: [Vector], closed: Bool = true) -> Path {
        Path { path in
            for (index, point) in points.enumerated() {
                if index == 0 { path.move(point) } else { path.line(point) }
            }
            if closed { path.close() }
        }
    }

    static func ellipse(_ centre: Vector, _ radiusX: Double, _ radiusY: Double, turned degrees: Double = 0) -> Path {
        let bow = 0.5523
        let right = Vector(radiusX, 0).rotated(degrees)
        let down = Vector(0, radiusY).rotated(degrees)
        return Path { path in
            path.move(centre + right)
            path.curve(centre + right + down * bow, centre + down + right * bow, centre + down)
            path.curve(centre + down - right * bow, centre - right + down * bow, centre - right)
            path.curve(centre - right - down * bow, centre - down - right * bow, centre - down)
            path.curve(centre - down + right * bow, centre + right - down * bow, centre + right)
            path.close()
        }
    }

    static func circle(_ centre: Vector, _ radius: Double) -> Path {
        ellipse(centre, radius, radius)
    }

    private mutating func append(_ command: String, _ points: [Vector]) {
        data.append(command)
        for (index, point) in points.enumerated() {
            if index > 0 { data.append(" ") }
            data.append(Decimal1.text(point.x))
            data.append(" ")
            data.append(Decimal1.text(point.y))
        }
    }
}

extension String {
    /// Path data whose first move has become a line.
    fileprivate func replacingStart() -> String {
        hasPrefix("M") ? "L" + dropFirst() : self
    }
}
