extension FigureArtist {
    /// Draws a shoe: seen a little from above, its toe outwards; on tiptoe it points down.
    func drawFoot(_ side: Skeleton.Side, into drawing: inout Drawing) {
        let shoes = wardrobe.shoes
        let ankle = side.ankle.flat
        let scale = skeleton.body.extremities * nearness(side.ankle)
        let raised = max(side.heel, (side.footHeight / 90).clamped(to: 0...0.8))
        let toe = ankle + Vector(side.sign * (17 - 8 * raised), 36 + 36 * raised) * scale
        let ball = (30 - 5 * raised) * scale
        let depth = (24 - 2 * raised) * scale
        func at(_ x: Double, _ y: Double) -> Vector { toe + Vector(x * ball, y * depth) }

        if shoes.kind == .sandal {
            drawSandal(ankle, toe, scale, ball, depth, into: &drawing)
            return
        }
        let throat = 21 * scale
        let upper = Path { path in
            path.move(ankle + Vector(-throat, -22 * scale))
            path.curve(ankle + Vector(-throat - 3, 8 * scale), at(-1.06, -0.9), at(-1.04, 0))
            path.curve(at(-1.02, 0.72), at(-0.6, 1), at(0, 1))
            path.curve(at(0.6, 1), at(1.02, 0.72), at(1.04, 0))
            path.curve(at(1.06, -0.9), ankle + Vector(throat + 3, 8 * scale), ankle + Vector(throat, -22 * scale))
            path.close()
        }
        let sole = Path { path in
            path.move(at(-1.1, 0.12))
            path.curve(at(-1.02, 0.72), at(-0.6, 0.86), at(0, 0.86))
            path.curve(at(0.6, 0.86), at(1.02, 0.72), at(1.1, 0.12))
            path.line(at(1.12, 0.62))
            path.curve(at(1.02, 1.16), at(0.6, 1.28), at(0, 1.28))
            path.curve(at(-0.6, 1.28), at(-1.02, 1.16), at(-1.12, 0.62))
            path.close()
        }
        let shadow = Path { path in
            path.move(ankle + Vector(throat * 0.4, -20 * scale))
            path.curve(at(0.3, -0.8), at(0.6, 0.2), at(0.35, 0.95))
            path.curve(at(0.8, 0.9), at(1.04, 0.6), at(1.04, 0))
            path.curve(at(1.06, -0.9), ankle + Vector(throat + 3, 8 * scale), ankle + Vector(throat, -22 * scale))
            path.close()
        }
        let span = Shape.Span(from: at(-1.1, 0), to: at(1.1, 0))
        drawing.paint(
            [Shape(upper, shoes.colour, shadows: [shadow], span: span), Shape(sole, shoes.sole, span: span)],
            rendering,
            line: line
        )
        if shoes.kind == .sneaker {
            drawLaces(ankle, toe, scale, at, into: &drawing)
        } else {
            drawing.line(
                Path {
                    $0.move(at(-0.7, -0.35))
                    $0.quad(at(0, -0.75), at(0.7, -0.35))
                },
                shoes.colour.lighter(0.35),
                width: line * 0.8,
                opacity: 0.8
            )
        }
    }

    private func drawLaces(
        _ ankle: Vector,
        _ toe: Vector,
        _ scale: Double,
        _ at: (Double, Double) -> Vector,
        into drawing: inout Drawing
    ) {
        let shoes = wardrobe.shoes
        let cap = Path {
            $0.move(at(-0.82, 0.5))
            $0.curve(at(-0.6, -0.25), at(0.6, -0.25), at(0.82, 0.5))
            $0.curve(at(0.5, 0.86), at(-0.5, 0.86), at(-0.82, 0.5))
            $0.close()
        }
        drawing.paint(cap, shoes.sole.lighter(0.4), stroke: shoes.colour.ink, width: line * 0.6)
        for step in 0..<3 {
            let middle = ankle.mixed(toe, 0.1 + Double(step) * 0.22)
            let lace = Path.polygon(
                [middle + Vector(-11 * scale, 1), middle + Vector(11 * scale, -2)],
                closed: false
            )
            drawing.line(lace, wardrobe.trim, width: 3.6 * scale)
        }
    }

    private func drawSandal(
        _ ankle: Vector,
        _ toe: Vector,
        _ scale: Double,
        _ ball: Double,
        _ depth: Double,
        into drawing: inout Drawing
    ) {
        let shoes = wardrobe.shoes
        let sole = Path.ellipse(toe + Vector(0, 7 * scale), ball * 1.08, depth * 1.02)
        drawing.paint([Shape(sole, shoes.sole)], rendering, line: line)
        let foot = Limb.bone(
            ankle - Vector(0, 10 * scale),
            toe + Vector(0, 4 * scale),
            [.init(0, 17 * scale, 17 * scale), .init(0.5, 20 * scale, 20 * scale), .init(1, ball * 0.86, ball * 0.86)],
            look.skin
        )
        drawing.paint([foot], rendering, line: line)
        for step in -2...2 {
            let place = toe + Vector(Double(step) * ball * 0.34, depth * (0.74 - abs(Double(step)) * 0.09))
            let toeLine = Path.polygon([place, place - Vector(0, 8 * scale)], closed: false)
            if rendering == .ink { drawing.line(toeLine, look.skin.ink, width: line * 0.45, opacity: 0.6) }
        }
        let strap = Path {
            $0.move(toe + Vector(-ball * 0.98, -2))
            $0.quad(toe + Vector(0, -depth * 0.95), toe + Vector(ball * 0.98, -2))
        }
        drawing.line(strap, shoes.colour.ink, width: 14 * scale + line)
        drawing.line(strap, shoes.colour, width: 12 * scale)
        let band = Path {
            $0.move(ankle + Vector(-20 * scale, -4))
            $0.quad(ankle + Vector(0, 8), ankle + Vector(20 * scale, -4))
        }
        drawing.line(band, shoes.colour.ink, width: 9 * scale + line)
        drawing.line(band, shoes.colour, width: 7 * scale)
    }
}
