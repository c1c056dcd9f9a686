/// A place to dance in, in a character's colours. It is drawn larger than the picture, so that a camera can move
/// before it.
struct Backdrop: Sendable, Hashable {
    var setting: Setting
    var main: Colour
    var second: Colour
    var accent: Colour
    var seed: UInt64

    /// What is drawn, in the picture's coordinates: 1080×1920 and a margin around it.
    static let left = -90.0
    static let top = -160.0
    static let width = 1260.0
    static let height = 2240.0
    /// Where the wall or the sky ends and the floor begins.
    static let horizon = 1370.0

    /// The backdrop as a document of its own, `width`×`height`.
    func document() -> String {
        var drawing = Drawing(width: Self.width, height: Self.height)
        let place = "translate(\(Decimal1.text(-Self.left)),\(Decimal1.text(-Self.top)))"
        drawing.group("transform=\"\(place)\"") { draw(into: &$0) }
        return drawing.document()
    }

    /// Draws the place in the picture's coordinates.
    func draw(into drawing: inout Drawing) {
        switch setting {
        case .stage: drawStage(into: &drawing)
        case .city: drawCity(into: &drawing)
        case .rooftop: drawRooftop(into: &drawing)
        case .seaside: drawSeaside(into: &drawing)
        case .garden: drawGarden(into: &drawing)
        case .studio: drawStudio(into: &drawing)
        }
        drawVignette(into: &drawing)
    }

    var bounds: Path { rectangle(Self.left, Self.top, Self.width, Self.height) }

    func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Path {
        Path.polygon([Vector(x, y), Vector(x + width, y), Vector(x + width, y + height), Vector(x, y + height)])
    }

    /// A sky from top to horizon.
    func drawSky(_ stops: [Drawing.Stop], into drawing: inout Drawing) {
        let fill = drawing.linear(Vector(0, Self.top), Vector(0, Self.horizon), stops)
        drawing.paint(bounds, fill: fill)
    }

    /// The floor, lit in the middle, with a soft line where it meets the wall.
    func drawFloor(_ near: Colour, _ far: Colour, glow: Colour, into drawing: inout Drawing) {
        let floor = rectangle(Self.left, Self.horizon, Self.width, Self.height)
        let fill = drawing.linear(
            Vector(0, Self.horizon),
            Vector(0, 2080),
            [.init(0, far), .init(0.5, near), .init(1, near.darker(0.25))]
        )
        drawing.paint(floor, fill: fill)
        let light = drawing.radial(
            Vector(540, 1690),
            640,
            flat: 0.36,
            [.init(0, glow, 0.55), .init(0.5, glow, 0.2), .init(1, glow, 0)]
        )
        drawing.paint(Path.ellipse(Vector(540, 1690), 640, 230), fill: light)
    }

    /// Beams of light from a point.
    func drawRays(
        from source: Vector,
        count: Int,
        spread: ClosedRange<Double>,
        length: Double,
        _ colour: Colour,
        opacity: Double,
        into drawing: inout Drawing
    ) {
        var generator = SplitMix64(seed: seed, label: "rays")
        for index in 0..<count {
            let share = (Double(index) + generator.number(in: 0.2...0.8)) / Double(count)
            let angle = spread.lowerBound + (spread.upperBound - spread.lowerBound) * share
            let half = generator.number(in: 1.2...4.2)
            let reach = length * generator.number(in: 0.75...1)
            let tips = [angle - half, angle + half].map { source + Vector(0, reach).rotated($0) }
            let end = source + Vector(0, reach).rotated(angle)
            let fill = drawing.linear(
                source,
                end,
                [.init(0, colour, opacity * generator.number(in: 0.6...1)), .init(1, colour, 0)]
            )
            drawing.paint(Path.polygon([source] + tips), fill: fill)
        }
    }

    /// Circles of light out of focus.
    func drawBokeh(
        _ count: Int,
        in area: ClosedRange<Double>,
        _ colours: [Colour],
        sizes: ClosedRange<Double>,
        into drawing: inout Drawing
    ) {
        var generator = SplitMix64(seed: seed, label: "bokeh")
        for _ in 0..<count {
            let centre = Vector(generator.number(in: -80...1160), generator.number(in: area))
            let radius = generator.number(in: sizes)
            let colour = generator.pick(colours) ?? .white
            let opacity = generator.number(in: 0.1...0.34)
            drawing.paint(Path.circle(centre, radius), colour, opacity: opacity)
            drawing.line(Path.circle(centre, radius - 1), colour.lighter(0.4), width: 2, opacity: opacity * 0.9)
        }
    }

    private func drawVignette(into drawing: inout Drawing) {
        let dark = main.darker(0.85)
        let fill = drawing.radial(Vector(540, 960), 1300, [.init(0.55, dark, 0), .init(1, dark, 0.5)])
        drawing.paint(bounds, fill: fill)
    }
}
