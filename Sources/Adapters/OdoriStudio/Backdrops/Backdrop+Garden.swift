extension Backdrop {
    func drawGarden(into drawing: inout Drawing) {
        let dusk = Colour(0x3A2A68).mixed(main, 0.3)
        drawSky(
            [.init(0, dusk), .init(0.5, accent.mixed(dusk, 0.45)), .init(1, accent.lighter(0.55))],
            into: &drawing
        )
        var generator = SplitMix64(seed: seed, label: "garden")
        for layer in 0..<3 {
            let tone = dusk.mixed(accent, 0.5 - Double(layer) * 0.18)
            var hills = [Vector(Self.left, 1420)]
            for x in stride(from: Self.left, through: 1180, by: 130) {
                hills.append(Vector(x, 1130 + Double(layer) * 76 + generator.number(in: -60...60)))
            }
            hills.append(Vector(1190, 1420))
            drawing.paint(Path.smooth(hills), tone)
        }
        drawFloor(dusk.mixed(Colour(0x6A5A7A), 0.5), dusk.mixed(accent, 0.3), glow: Colour(0xFFE3B8), into: &drawing)
        drawBranch(from: Vector(-100, 180), to: Vector(560, 60), &generator, into: &drawing)
        drawBranch(from: Vector(1190, 300), to: Vector(690, 190), &generator, into: &drawing)
        for x in [-30.0, 150, 330, 760, 930, 1110] {
            drawLantern(at: Vector(x, generator.number(in: 470...820)), into: &drawing)
        }
        drawBokeh(22, in: 500...1350, [Colour(0xFFDFA8), accent.lighter(0.4), second], sizes: 8...40, into: &drawing)
    }

    private func drawBranch(
        from root: Vector,
        to tip: Vector,
        _ generator: inout SplitMix64,
        into drawing: inout Drawing
    ) {
        let bark = Colour(0x3A2438)
        let middle = root.mixed(tip, 0.5) + Vector(0, 50)
        drawing.paint(Limb.ribbon([root, middle, tip], [26, 15, 4], bark).path, bark)
        let petals = [accent.lighter(0.62), accent.lighter(0.42), Colour(0xFFF1F6)]
        for step in 0..<120 {
            let share = generator.number(in: 0...1)
            let at = (share < 0.5 ? root.mixed(middle, share * 2) : middle.mixed(tip, share * 2 - 1))
            let place = at + Vector(generator.number(in: -90...90), generator.number(in: -80...95))
            drawing.paint(Path.circle(place, generator.number(in: 12...30)), petals[step % 3], opacity: 0.88)
        }
    }

    private func drawLantern(at centre: Vector, into drawing: inout Drawing) {
        let paper = Colour(0xFF9A6A).mixed(accent, 0.35)
        drawing.line(
            Path.polygon([Vector(centre.x, 200), centre], closed: false),
            Colour(0x2A1C30),
            width: 3,
            opacity: 0.6
        )
        let glow = drawing.radial(centre, 170, [.init(0, Colour(0xFFD9A0), 0.7), .init(1, Colour(0xFFD9A0), 0)])
        drawing.paint(Path.circle(centre, 170), fill: glow)
        let body = drawing.radial(centre, 62, [.init(0, Colour(0xFFF6D8)), .init(1, paper)])
        drawing.paint(Path.ellipse(centre, 50, 62), fill: body, stroke: paper.darker(0.25), width: 3)
        for offset in [-28.0, 0, 28] {
            drawing.line(
                Path.ellipse(centre + Vector(0, offset), 48 - abs(offset) * 0.4, 7),
                paper.darker(0.2),
                width: 2,
                opacity: 0.5
            )
        }
        drawing.paint(rectangle(centre.x - 22, centre.y - 70, 44, 12), Colour(0x3A2438))
        drawing.paint(rectangle(centre.x - 22, centre.y + 58, 44, 12), Colour(0x3A2438))
    }
}
