extension Backdrop {
    func drawStage(into drawing: inout Drawing) {
        let deep = main.mixed(Colour(0x140E2C), 0.78)
        drawSky(
            [
                .init(0, deep.darker(0.35)), .init(0.55, main.mixed(Colour(0x1E1440), 0.55)),
                .init(1, main.bridged(accent, 0.25)),
            ],
            into: &drawing
        )
        drawScreen(into: &drawing)
        drawFloor(
            main.mixed(Colour(0x120C26), 0.72),
            accent.bridged(main, 0.5).darker(0.35),
            glow: second,
            into: &drawing
        )
        for (x, colour) in [(-40.0, accent), (250, second), (540, main.lighter(0.5)), (830, second), (1120, accent)] {
            drawRays(
                from: Vector(x, -150),
                count: 2,
                spread: (540 - x) / -26 - 13...(540 - x) / -26 + 13,
                length: 1750,
                colour,
                opacity: 0.34,
                into: &drawing
            )
        }
        drawTruss(into: &drawing)
        for row in 0..<5 {
            let y = Self.horizon + 34 + Double(row * row) * 26
            drawing.line(
                Path.polygon([Vector(Self.left, y), Vector(1170, y)], closed: false),
                second,
                width: 2 + Double(row),
                opacity: 0.16
            )
        }
        drawBokeh(26, in: -100...1250, [accent, second, main.lighter(0.4)], sizes: 6...34, into: &drawing)
    }

    /// The wall of lights behind the stage.
    private func drawScreen(into drawing: inout Drawing) {
        let panel = rectangle(60, 330, 960, 980)
        let fill = drawing.linear(
            Vector(60, 330),
            Vector(1020, 1310),
            [.init(0, main.lighter(0.3)), .init(0.55, main), .init(1, main.darker(0.25))]
        )
        drawing.paint(panel, fill: fill, stroke: second, width: 4, opacity: 0.9)
        for ring in 0..<5 {
            drawing.line(
                Path.circle(Vector(540, 820), 120 + Double(ring) * 92),
                second,
                width: 10 - Double(ring),
                opacity: 0.4 - Double(ring) * 0.06
            )
        }
        var generator = SplitMix64(seed: seed, label: "screen")
        for column in 0..<24 {
            let high = generator.number(in: 60...330)
            let bar = rectangle(70 + Double(column) * 40, 1306 - high, 26, high)
            drawing.paint(bar, second, opacity: 0.26)
        }
    }

    private func drawTruss(into drawing: inout Drawing) {
        let metal = Colour(0x1B1630)
        drawing.line(
            Path {
                $0.move(Vector(Self.left, 60))
                $0.line(Vector(1170, 60))
                $0.move(Vector(Self.left, 120))
                $0.line(Vector(1170, 120))
            },
            metal,
            width: 9
        )
        var web = Path()
        for step in 0..<22 {
            web.move(Vector(Self.left + Double(step) * 60, 60))
            web.line(Vector(Self.left + Double(step) * 60 + 30, 120))
            web.line(Vector(Self.left + Double(step) * 60 + 60, 60))
        }
        drawing.line(web, metal, width: 5)
        for x in stride(from: 30.0, through: 1060, by: 170) {
            drawing.paint(rectangle(x - 24, 120, 48, 44), metal)
            let glow = drawing.radial(
                Vector(x, 172),
                90,
                [.init(0, .white, 0.95), .init(0.25, second, 0.6), .init(1, second, 0)]
            )
            drawing.paint(Path.circle(Vector(x, 172), 90), fill: glow)
        }
    }

    func drawCity(into drawing: inout Drawing) {
        let night = Colour(0x15123A)
        drawSky(
            [.init(0, night), .init(0.6, main.mixed(night, 0.5)), .init(1, accent.bridged(main, 0.4))],
            into: &drawing
        )
        var generator = SplitMix64(seed: seed, label: "city")
        for layer in 0..<3 {
            let tone = main.mixed(night, 0.86 - Double(layer) * -0.05).lighter(0.16 - Double(layer) * 0.07)
            var x = Self.left - generator.number(in: 0...80)
            while x < 1180 {
                let width = generator.number(in: 90...210)
                let toCentre = min(1, abs(x + width / 2 - 540) / 620)
                let high = generator.number(in: 300...520) + toCentre * (320 + Double(layer) * 150)
                drawTower(x, Self.horizon - high, width, high, tone, &generator, into: &drawing)
                x += width + generator.number(in: -10...(layer == 2 ? 260 : 30))
            }
        }
        drawSigns(&generator, into: &drawing)
        drawFloor(night.mixed(main, 0.2), accent.mixed(night, 0.5), glow: accent.lighter(0.2), into: &drawing)
        for _ in 0..<46 {
            let x = generator.number(in: -80...1160)
            let y = generator.number(in: Self.horizon + 10...2000)
            let streak = Path.ellipse(Vector(x, y), generator.number(in: 20...120), generator.number(in: 2...7))
            drawing.paint(
                streak,
                generator.pick([accent, second, main.lighter(0.3)]) ?? accent,
                opacity: generator.number(in: 0.12...0.36)
            )
        }
        drawBokeh(
            24,
            in: 300...1340,
            [accent, second, main.lighter(0.5), Colour(0xFFD98A)],
            sizes: 8...46,
            into: &drawing
        )
    }

    private func drawTower(
        _ x: Double,
        _ y: Double,
        _ width: Double,
        _ height: Double,
        _ colour: Colour,
        _ generator: inout SplitMix64,
        into drawing: inout Drawing
    ) {
        drawing.paint(rectangle(x, y, width, height), colour)
        let glass = [Colour(0xFFE2A8), accent.lighter(0.4), second]
        var windows: [Path] = [Path(), Path(), Path()]
        for row in stride(from: y + 24, to: y + height - 40, by: 42) {
            for column in stride(from: x + 14, to: x + width - 24, by: 30) where generator.index(below: 3) == 0 {
                windows[generator.index(below: 3)].add(rectangle(column, row, 15, 22))
            }
        }
        for (path, tone) in zip(windows, glass) where !path.data.isEmpty { drawing.paint(path, tone, opacity: 0.6) }
    }

    private func drawSigns(_ generator: inout SplitMix64, into drawing: inout Drawing) {
        for (x, side) in [(40.0, 1.0), (936.0, -1.0), (150, 1), (838, -1)] {
            let y = generator.number(in: 420...820)
            let high = generator.number(in: 200...380)
            let colour = generator.pick([accent, second, main.lighter(0.35)]) ?? accent
            let glow = drawing.radial(
                Vector(x + 50, y + high / 2),
                high,
                [.init(0, colour, 0.5), .init(1, colour, 0)]
            )
            drawing.paint(Path.ellipse(Vector(x + 50, y + high / 2), high * 0.7, high), fill: glow)
            drawing.paint(rectangle(x, y, 96, high), colour.darker(0.7), stroke: colour.lighter(0.25), width: 7)
            for row in stride(from: y + 34, to: y + high - 40, by: 62) {
                let glyph = Path {
                    $0.move(Vector(x + 26, row))
                    $0.line(Vector(x + 70, row))
                    $0.move(Vector(x + 48, row - 10))
                    $0.line(Vector(x + 48 - side * 10, row + 34))
                    $0.move(Vector(x + 30, row + 18))
                    $0.line(Vector(x + 68, row + 18))
                }
                drawing.line(glyph, colour.lighter(0.55), width: 7)
            }
        }
    }

    func drawStudio(into drawing: inout Drawing) {
        let wall = second.mixed(main, 0.22)
        drawSky([.init(0, main.mixed(second, 0.3)), .init(0.7, wall), .init(1, wall.lighter(0.2))], into: &drawing)
        for index in 0..<3 {
            let centre = Vector(540 + (Double(index) - 1) * 60, 800 + Double(index % 2) * 60)
            let radius = 420 - Double(index) * 90
            let colour = [accent, .white, main][index]
            for (width, opacity) in [(64.0, 0.12), (34, 0.22), (14, 0.9)] {
                drawing.line(Path.circle(centre, radius), colour.lighter(0.25), width: width, opacity: opacity)
            }
        }
        drawFloor(main.mixed(second, 0.45), second.mixed(main, 0.2), glow: .white, into: &drawing)
        drawRays(
            from: Vector(-60, -120),
            count: 6,
            spread: -58 ... -18,
            length: 2200,
            .white,
            opacity: 0.3,
            into: &drawing
        )
        drawBokeh(20, in: 0...1300, [.white, accent.lighter(0.5)], sizes: 8...40, into: &drawing)
    }
}
