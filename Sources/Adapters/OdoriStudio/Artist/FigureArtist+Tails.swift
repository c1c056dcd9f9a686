extension FigureArtist {
    /// Tails, a braid or buns: behind the body or, for a braid over the shoulder, before it.
    func drawTails(into drawing: inout Drawing, behind: Bool) {
        let cut = look.cut
        guard !look.masked else { return }
        switch cut.tails {
        case .none: break
        case .twin where behind:
            for sign in [-1.0, 1.0] {
                drawTail(from: face.place(sign * 104, -62, depth: -20), drift: sign * 104, sign: sign, into: &drawing)
            }
        case .high where behind:
            let knot = face.place(34, -126, depth: -40)
            drawTail(from: knot, drift: 120, sign: 1, into: &drawing)
        case .side where behind:
            drawTail(from: face.place(102, 34, depth: -20), drift: 56, sign: 1, into: &drawing)
        case .braid where !behind:
            drawBraid(into: &drawing)
        default: break
        }
        if cut.buns, behind {
            for sign in [-1.0, 1.0] { drawBun(sign, into: &drawing) }
        }
    }

    private func drawTail(from knot: Vector, drift: Double, sign: Double, into drawing: inout Drawing) {
        let cut = look.cut
        var strands: [Shape] = []
        for index in 0..<3 {
            let share = Double(index) - 1
            strands.append(
                strand(
                    from: knot + Vector(share * 8, 0) * face.scale,
                    drift: drift + share * 34 * sign,
                    length: cut.tailLength * (1 - abs(share) * 0.12),
                    width: 36,
                    wave: cut.wave + 4,
                    phase: 40 + share * 50,
                    stiffness: 1.15,
                    colour: share == 0 ? look.hair : look.hair.mixed(look.hair.shade, 0.5),
                    shadowSide: sign
                )
            )
        }
        drawing.paint([strands[0], strands[2], strands[1]], rendering, line: line)
        if rendering == .ink {
            let gleam = strand(
                from: knot + Vector(-4 * sign, 20),
                drift: drift - 8 * sign,
                length: cut.tailLength * 0.62,
                width: 7,
                wave: cut.wave + 4,
                phase: 40,
                stiffness: 1.1,
                colour: look.hair
            )
            drawing.paint(gleam.path, look.hair.lighter(0.4), opacity: 0.8)
        }
        drawing.paint(
            [Shape(Path.ellipse(knot + Vector(0, 4), 17 * face.scale, 13 * face.scale), wardrobe.trim)],
            rendering,
            line: line
        )
    }

    private func drawBraid(into drawing: inout Drawing) {
        let root = face.place(superDeformed ? 84 : 74, 62, depth: 10)
        let knots = 11
        for index in 0..<knots {
            let share = Double(index) / Double(knots)
            let hang =
                Vector(
                    (18 + 22 * share) * (superDeformed ? 0.4 : 1),
                    look.cut.tailLength * share * (superDeformed ? 0.5 : 1)
                ) * face.scale
            let centre = root + hang + sway.hair(at: share) * 0.55
            let size = (31 - share * 12) * face.scale * (superDeformed ? 0.66 : 1)
            for side in [-1.0, 1.0] {
                let knot = Path.ellipse(
                    centre + Vector(side * size * 0.36, 0),
                    size * 0.62,
                    size * 0.95,
                    turned: side * 32
                )
                let shadow = Path.ellipse(
                    centre + Vector(side * size * 0.3, size * 0.5),
                    size * 0.34,
                    size * 0.3,
                    turned: side * 32
                )
                drawing.paint([Shape(knot, look.hair, shadows: [shadow])], rendering, line: line * 0.9)
            }
        }
        let hang = Vector(superDeformed ? 16 : 40, look.cut.tailLength * (superDeformed ? 0.5 : 1)) * face.scale
        let end = root + hang + sway.hair(at: 1) * 0.55
        let tuft = Limb.ribbon(
            [end, end + Vector(4, 26) * face.scale, end + Vector(0, 54) * face.scale],
            [12, 14, 2],
            look.hair
        )
        drawing.paint([tuft], rendering, line: line)
        drawing.paint([Shape(Path.ellipse(end, 13 * face.scale, 9 * face.scale), wardrobe.trim)], rendering, line: line)
    }

    private func drawBun(_ sign: Double, into drawing: inout Drawing) {
        let centre = face.place(sign * 84, -122, depth: -20)
        let bun = Path.circle(centre, 44 * face.scale)
        let shadow = Path.smooth([
            centre + Vector(40, -14) * face.scale, centre + Vector(30, 32) * face.scale,
            centre + Vector(-16, 40) * face.scale,
            centre + Vector(14, 18) * face.scale,
        ])
        let light = Path.ellipse(centre + Vector(-14, -18) * face.scale, 14 * face.scale, 6 * face.scale, turned: -30)
        drawing.paint([Shape(bun, look.hair, shadows: [shadow], lights: [light])], rendering, line: line)
        let swirl = Path {
            $0.move(centre + Vector(-26, 10) * face.scale)
            $0.curve(
                centre + Vector(-10, -30) * face.scale,
                centre + Vector(28, -18) * face.scale,
                centre + Vector(12, 10) * face.scale
            )
        }
        drawing.line(swirl, look.hair.ink, width: line * 0.7, opacity: 0.7)
        drawing.paint(
            [
                Shape(
                    Path.ellipse(
                        face.place(sign * 66, -96, depth: -10),
                        22 * face.scale,
                        10 * face.scale,
                        turned: sign * 32
                    ),
                    wardrobe.trim
                )
            ],
            rendering,
            line: line
        )
    }
}
