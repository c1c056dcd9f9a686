extension FigureArtist {
    func drawHeadwear(into drawing: inout Drawing) {
        let extras = wardrobe.extras
        if extras.contains(.hairRibbon), look.cut.tails != .twin {
            drawBow(at: face.place(66, -98, depth: 30), size: 26 * face.scale.squareRoot(), into: &drawing)
        }
        if extras.contains(.hairPin) { drawPin(into: &drawing) }
        if extras.contains(.headphones) { drawHeadphones(into: &drawing) }
        if extras.contains(.sunglasses) { drawSunglasses(into: &drawing) }
        if extras.contains(.earpiece) { drawEarpiece(into: &drawing) }
    }

    private func drawPin(into drawing: inout Drawing) {
        let centre = face.place(-66, -56, depth: 56)
        for step in 0..<5 {
            let petal = centre + Vector(0, -12).rotated(Double(step) * 72 + face.roll) * face.scale
            drawing.paint(
                Path.circle(petal, 9.5 * face.scale),
                wardrobe.trim,
                stroke: wardrobe.trim.ink,
                width: line * 0.6
            )
        }
        drawing.paint(
            Path.circle(centre, 7 * face.scale),
            Colour(0xFFF3C4),
            stroke: wardrobe.trim.ink,
            width: line * 0.5
        )
    }

    private func drawHeadphones(into drawing: inout Drawing) {
        let arc = Path {
            $0.move(face.place(-104, 8, depth: -4))
            $0.curve(
                face.place(-128, -178, depth: -4),
                face.place(128, -178, depth: -4),
                face.place(104, 8, depth: -4)
            )
        }
        drawing.line(arc, look.second.ink, width: 17 * face.scale)
        drawing.line(arc, look.second, width: 12 * face.scale)
        for sign in [-1.0, 1.0] {
            let cup = Path.ellipse(
                face.place(sign * 106, 14, depth: 2),
                19 * face.scale,
                31 * face.scale,
                turned: face.roll
            )
            drawing.paint([Shape(cup, wardrobe.trim)], rendering, line: line)
            let plate = Path.ellipse(
                face.place(sign * 108, 14, depth: 6),
                10 * face.scale,
                19 * face.scale,
                turned: face.roll
            )
            drawing.paint(plate, look.second)
        }
    }

    /// Pushed up on the hair.
    private func drawSunglasses(into drawing: inout Drawing) {
        for sign in [-1.0, 1.0] {
            let lens = Path.smooth(
                [(12, -86), (46, -92), (70, -76), (60, -56), (30, -54)].map {
                    face.place(sign * $0.0, $0.1, depth: 72)
                }
            )
            drawing.paint([Shape(lens, Colour(0x3A2C4A))], rendering, line: line * 0.9)
            let shine = Path.polygon([
                face.place(sign * 40 - 12, -84, depth: 74), face.place(sign * 40 + 2, -86, depth: 74),
                face.place(sign * 40 - 8, -60, depth: 74), face.place(sign * 40 - 18, -62, depth: 74),
            ])
            drawing.paint(shine, wardrobe.trim, opacity: 0.7)
        }
        drawing.line(
            Path {
                $0.move(face.place(-14, -82, depth: 74))
                $0.quad(face.place(0, -88, depth: 76), face.place(14, -82, depth: 74))
            },
            wardrobe.trim,
            width: 5 * face.scale
        )
    }

    private func drawEarpiece(into drawing: inout Drawing) {
        let ear = face.place(-92, 30, depth: 4)
        let arm = Path {
            $0.move(ear)
            $0.quad(face.place(-80, 72, depth: 40), face.place(-40, 84, depth: 60))
        }
        drawing.line(arm, Colour(0x2A2634), width: 3.4 * face.scale)
        drawing.paint(Path.ellipse(face.place(-38, 84, depth: 60), 6 * face.scale, 4.6 * face.scale), Colour(0x2A2634))
        drawing.paint(Path.circle(ear, 8 * face.scale), wardrobe.trim, stroke: Colour(0x2A2634), width: line * 0.6)
    }
}
