extension Backdrop {
    func drawSeaside(into drawing: inout Drawing) {
        let glow = Colour(0xFFD9A0).mixed(accent, 0.15)
        drawSky(
            [
                .init(0, main.mixed(Colour(0x3F6FC4), 0.55).lighter(0.1)),
                .init(0.5, Colour(0xFFB7A2).mixed(accent, 0.2)),
                .init(0.8, glow), .init(1, Colour(0xFFF0CF)),
            ],
            into: &drawing
        )
        let sun = Vector(760, 1010)
        let halo = drawing.radial(
            sun,
            620,
            [.init(0, .white, 0.95), .init(0.16, Colour(0xFFF3D0), 0.8), .init(1, Colour(0xFFE3B0), 0)]
        )
        drawing.paint(Path.circle(sun, 620), fill: halo)
        drawClouds(y: 480...900, tone: Colour(0xFFF4EC), into: &drawing)
        let sea = rectangle(Self.left, 1120, Self.width, 280)
        let water = drawing.linear(
            Vector(0, 1120),
            Vector(0, 1400),
            [.init(0, Colour(0xF7C9A8)), .init(0.3, Colour(0x5FA8C8)), .init(1, Colour(0x2F7FA8).mixed(main, 0.2))]
        )
        drawing.paint(sea, fill: water)
        var generator = SplitMix64(seed: seed, label: "sea")
        for _ in 0..<80 {
            let y = generator.number(in: 1126...1372)
            let near = (y - 1120) / 280
            let x = generator.number(in: -80...1160)
            let bright = abs(x - sun.x) < 180 ? 0.85 : 0.3
            drawing.paint(
                Path.ellipse(Vector(x, y), 14 + near * 50, 1.5 + near * 3),
                .white,
                opacity: bright * generator.number(in: 0.3...0.9)
            )
        }
        let planks = Colour(0xD9A877).mixed(main, 0.1)
        drawFloor(planks, planks.lighter(0.25), glow: Colour(0xFFF1D6), into: &drawing)
        for step in -9...9 {
            let top = Vector(540 + Double(step) * 70, Self.horizon)
            let bottom = Vector(540 + Double(step) * 190, 2090)
            drawing.line(Path.polygon([top, bottom], closed: false), planks.shade, width: 4, opacity: 0.65)
        }
        drawRailing(into: &drawing)
        drawPalm(at: Vector(40, 1380), into: &drawing)
        drawRays(from: sun, count: 9, spread: 100...260, length: 1300, Colour(0xFFF6DC), opacity: 0.2, into: &drawing)
        drawBokeh(14, in: 200...1300, [Colour(0xFFF6DC), accent.lighter(0.5)], sizes: 10...44, into: &drawing)
    }

    private func drawRailing(into drawing: inout Drawing) {
        let white = Colour(0xFFF8EE)
        for y in [1236.0, 1300] {
            drawing.line(Path.polygon([Vector(Self.left, y), Vector(1170, y)], closed: false), white.shade, width: 15)
            drawing.line(
                Path.polygon([Vector(Self.left, y - 2), Vector(1170, y - 2)], closed: false),
                white,
                width: 10
            )
        }
        for x in stride(from: -60.0, through: 1160, by: 174) {
            drawing.paint(rectangle(x, 1212, 22, 172), white, stroke: white.shade, width: 3)
        }
    }

    private func drawPalm(at foot: Vector, into drawing: inout Drawing) {
        let bark = Colour(0x5A3A44)
        let crown = foot + Vector(70, -760)
        let trunk = Limb.ribbon(
            [foot, foot + Vector(4, -260), foot + Vector(28, -520), crown],
            [30, 24, 20, 16],
            bark
        )
        drawing.paint(trunk.path, bark)
        let leaf = Colour(0x2F5A54)
        for angle in [-150.0, -110, -70, -30, 10, 50, 200] {
            let tip = crown + Vector(300, 0).rotated(angle - 20) + Vector(0, 90)
            let middle = crown.mixed(tip, 0.5) + Vector(0, -90)
            let blade = Limb.ribbon(
                [crown, crown.mixed(middle, 0.6) + Vector(0, -14), middle + Vector(10, 20), tip],
                [6, 30, 26, 2],
                leaf
            )
            drawing.paint(
                blade.path,
                leaf.mixed(Colour(0x6AA06A), angle.truncatingRemainder(dividingBy: 40) == 10 ? 0.3 : 0)
            )
        }
    }

    func drawClouds(y range: ClosedRange<Double>, tone: Colour, into drawing: inout Drawing) {
        var generator = SplitMix64(seed: seed, label: "clouds")
        for _ in 0..<6 {
            let centre = Vector(generator.number(in: -60...1140), generator.number(in: range))
            let size = generator.number(in: 60...130)
            var cloud = Path()
            for puff in 0..<5 {
                let at = centre + Vector((Double(puff) - 2) * size * 0.75, generator.number(in: -0.25...0.2) * size)
                cloud.add(
                    Path.ellipse(at, size * generator.number(in: 0.6...0.95), size * generator.number(in: 0.26...0.4))
                )
            }
            drawing.paint(cloud, tone, opacity: 0.5)
        }
    }

    func drawRooftop(into drawing: inout Drawing) {
        drawSky(
            [
                .init(0, Colour(0x2B2A66).mixed(main, 0.35)), .init(0.45, main.mixed(Colour(0xB06AA8), 0.5)),
                .init(0.8, accent.mixed(Colour(0xFFA27A), 0.55)), .init(1, Colour(0xFFE0B0)),
            ],
            into: &drawing
        )
        var generator = SplitMix64(seed: seed, label: "rooftop")
        for _ in 0..<70 {
            let star = Vector(generator.number(in: -80...1160), generator.number(in: -150...560))
            drawing.paint(
                Path.circle(star, generator.number(in: 1...3.4)),
                .white,
                opacity: generator.number(in: 0.3...0.9)
            )
        }
        let moon = Vector(220, 380)
        let halo = drawing.radial(moon, 300, [.init(0, .white, 0.8), .init(0.3, second, 0.25), .init(1, second, 0)])
        drawing.paint(Path.circle(moon, 300), fill: halo)
        drawing.paint(Path.circle(moon, 84), Colour(0xFFF7E2))
        drawClouds(y: 560...980, tone: accent.lighter(0.5), into: &drawing)
        for layer in 0..<3 {
            let tone = main.mixed(Colour(0x2A2250), 0.45 + Double(layer) * 0.2).mixed(
                accent,
                0.3 - Double(layer) * 0.12
            )
            var x = Self.left
            while x < 1180 {
                let width = generator.number(in: 50...120)
                let high = generator.number(in: 90...330) * (1.25 - Double(layer) * 0.28)
                drawing.paint(rectangle(x, 1260 - high + Double(layer) * 44, width, high + 120), tone)
                for row in stride(from: 1276 - high + Double(layer) * 44, to: 1240, by: 30)
                where generator.index(below: 2) == 0 {
                    drawing.paint(
                        rectangle(x + generator.number(in: 8...(width - 20)), row, 10, 13),
                        Colour(0xFFE9B8),
                        opacity: 0.75
                    )
                }
                x += width + generator.number(in: 0...12)
            }
        }
        drawing.paint(rectangle(Self.left, 1300, Self.width, 80), main.mixed(Colour(0x241E44), 0.66))
        drawing.paint(rectangle(Self.left, 1290, Self.width, 18), main.mixed(Colour(0x241E44), 0.4).lighter(0.15))
        drawFloor(
            main.mixed(Colour(0x4A3F68), 0.6),
            main.mixed(Colour(0x2A2448), 0.6),
            glow: Colour(0xFFD9B0),
            into: &drawing
        )
        for row in 0..<6 {
            let y = Self.horizon + 20 + Double(row * row) * 20
            drawing.line(
                Path.polygon([Vector(Self.left, y), Vector(1170, y)], closed: false),
                .black,
                width: 2,
                opacity: 0.14
            )
        }
        drawLights(y: 330, colours: [Colour(0xFFE3A0), accent.lighter(0.3)], into: &drawing)
        drawBokeh(18, in: 500...1300, [Colour(0xFFE3A0), accent, second], sizes: 8...36, into: &drawing)
    }

    /// A string of lamps across the picture.
    private func drawLights(y: Double, colours: [Colour], into drawing: inout Drawing) {
        let wire = Path {
            $0.move(Vector(Self.left, y - 110))
            $0.quad(Vector(330, y + 210), Vector(620, y - 30))
            $0.quad(Vector(880, y + 190), Vector(1170, y - 130))
        }
        drawing.line(wire, Colour(0x2A2042), width: 4)
        for step in 0...15 {
            let share = Double(step) / 15
            let x = Self.left + Self.width * share
            let dip =
                share < 0.56
                ? sine(share / 0.56 * 180) * 110 - 60 * (1 - share)
                : sine((share - 0.56) / 0.44 * 180) * 112 - 60 * share
            let bulb = Vector(x, y + dip - 10)
            let colour = colours[step % colours.count]
            let glow = drawing.radial(bulb, 52, [.init(0, .white, 1), .init(0.22, colour, 0.85), .init(1, colour, 0)])
            drawing.paint(Path.circle(bulb, 52), fill: glow)
        }
    }
}
