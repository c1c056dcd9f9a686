extension FigureArtist {
    func drawSkirt(_ skirt: Wardrobe.Skirt, into drawing: inout Drawing) {
        let scale = superDeformed ? 0.46 : 1
        for tier in stride(from: skirt.tiers, through: 1, by: -1) {
            let share = Double(tier) / Double(skirt.tiers)
            let colour = tier.isMultiple(of: 2) ? skirt.edge : skirt.colour
            drawSkirtTier(
                skirt,
                length: skirt.length * share * scale,
                flare: skirt.flare * (0.45 + 0.55 * share) * scale,
                colour: tier == skirt.tiers && skirt.tiers > 1 ? skirt.edge : colour,
                into: &drawing
            )
        }
        let band = trunk.band(0.68, 0.76, skirt.edge.mixed(skirt.colour, 0.35), grow: 4, dip: 10)
        drawing.paint([band], rendering, line: line)
    }

    /// One tier: pleats fan out from the waist to a hem that swings behind the hips.
    private func drawSkirtTier(
        _ skirt: Wardrobe.Skirt,
        length: Double,
        flare: Double,
        colour: Colour,
        into drawing: inout Drawing
    ) {
        let start = 0.72
        let hips = 1.02
        let count = skirt.pleats * 2
        let down = (trunk.centre(1.2) - trunk.centre(0.8)).unit
        let knees = [skeleton.left, skeleton.right].map { ($0.knee.flat.x - skeleton.pelvis.x) * $0.sign }
        let spread = max(0, (knees.max() ?? 0) - 78) * 0.3
        func waist(_ angle: Double) -> Vector { trunk.surface(angle, start, grow: 3) }
        func hip(_ angle: Double) -> Vector { trunk.surface(angle, hips, grow: 8 + flare * 0.3) }
        func hem(_ angle: Double, _ dip: Double) -> Vector {
            let reach = 102 * skeleton.body.trunkWidth + flare + spread
            let turn = sine(angle) * cosine(trunk.yaw(1) * 0.4)
            let rise = abs(sine(angle)) * (10 + flare * 0.12)
            return trunk.centre(hips) + trunk.across(hips) * (turn * reach) + down * (length * 0.82 - rise + dip)
                + sway.skirt
        }
        let angles = (0...count).map { -90 + 180 * Double($0) / Double(count) }
        var outline = Path()
        outline.move(waist(-90))
        outline.quad(hip(-90), hem(-90, 0))
        for (index, angle) in angles.enumerated().dropFirst() {
            let before = (angles[index - 1] + angle) / 2
            outline.quad(hem(before, index.isMultiple(of: 2) ? 12 : 2), hem(angle, index.isMultiple(of: 2) ? 0 : 6))
        }
        outline.quad(hip(90), waist(90))
        outline.quad(waist(0) + Vector(0, 10), waist(-90))
        outline.close()

        let inner = Path.ellipse(
            trunk.centre(hips) + down * (length * 0.82 - 12) + sway.skirt,
            (100 + flare + spread) * 0.9,
            16 + flare * 0.14
        )
        drawing.paint(inner, colour.shade.darker(0.25))
        var shadows: [Path] = []
        for index in stride(from: 1, to: count, by: 2) {
            let path = Path {
                $0.move(waist(angles[index]))
                $0.quad(hip(angles[index]), hem(angles[index], 4))
                $0.line(hem((angles[index] + angles[index + 1]) / 2, 7))
                $0.quad(hip((angles[index] + angles[index + 1]) / 2), waist(angles[index]))
                $0.close()
            }
            shadows.append(path)
        }
        let span = Shape.Span(from: hem(-90, 0), to: hem(90, 0))
        drawing.paint([Shape(outline, colour, shadows: shadows, span: span)], rendering, line: line)
        guard colour != skirt.edge else { return }
        var edge = Path()
        edge.move(hem(-89, -13))
        for (index, angle) in angles.enumerated().dropFirst() {
            let before = (angles[index - 1] + angle) / 2
            edge.quad(hem(before, index.isMultiple(of: 2) ? 0 : -10), hem(angle, index.isMultiple(of: 2) ? -12 : -6))
        }
        drawing.line(edge, skirt.edge, width: 6, opacity: 0.95)
    }

    func drawJacket(_ jacket: Wardrobe.Jacket, into drawing: inout Drawing) {
        for sign in [-1.0, 1.0] {
            let rows = stride(from: 0.2, through: jacket.hem, by: 0.1).map { $0 } + [jacket.hem]
            let outer =
                [trunk.edge(sign, 0, grow: 4), trunk.edge(sign, 0.04, grow: 4), trunk.edge(sign, 0.1, grow: 6)]
                + rows.map { trunk.edge(sign, $0, grow: 10 + max(0, $0 - 0.45) * 26) }
            let opening = rows.map { down in
                trunk.surface(sign * (jacket.gap + (down > 0.4 ? (down - 0.4) * 18 : 0)), down, grow: 5)
            }
            let front =
                [trunk.surface(sign * 30, 0.0, grow: 3), trunk.surface(sign * (jacket.gap - 6), 0.1, grow: 4)] + opening
            let path = Limb.sharp(outer, front)
            let away = sign > 0
            let inner = zip(outer, front).map { $0.mixed($1, away ? 0.6 : 0.2) }
            let shape = Shape(
                path,
                jacket.colour,
                shadows: [Limb.sharp(outer, inner)],
                span: .init(from: trunk.edge(-1, 0.4, grow: 10), to: trunk.edge(1, 0.4, grow: 10))
            )
            drawing.paint([shape], rendering, line: line)
            drawing.line(Path.smooth(front, closed: false), wardrobe.trim, width: 5)
            let lapel = Path {
                $0.move(trunk.surface(sign * 26, -0.03, grow: 3))
                $0.quad(
                    trunk.surface(sign * (jacket.gap + 30), 0.06, grow: 6),
                    trunk.surface(sign * (jacket.gap + 16), 0.26, grow: 6)
                )
                $0.quad(trunk.surface(sign * jacket.gap, 0.18, grow: 4), trunk.surface(sign * 20, 0.05, grow: 3))
                $0.close()
            }
            drawing.paint([Shape(lapel, jacket.collar)], rendering, line: line * 0.9)
            let hem = Path.polygon([outer.last ?? .zero, front.last ?? .zero], closed: false)
            drawing.line(hem, wardrobe.trim, width: 7)
        }
    }

    func drawEpaulette(_ side: Skeleton.Side, into drawing: inout Drawing) {
        let sign = side.sign
        let along = (side.elbow.flat - side.shoulder.flat).unit
        let shoulder = side.shoulder.flat + Vector(sign * 3, -20) + along * 4
        let gold = Colour(0xF4D58D)
        for step in -2...2 {
            let start = shoulder + Vector(sign * Double(step) * 8, 4)
            let fringe = Path.polygon([start, start + Vector(sign * 3, 22) + sway.hair(at: 0.3) * 0.1], closed: false)
            drawing.line(fringe, gold.ink, width: 5)
            drawing.line(fringe, gold, width: 3)
        }
        let pad = Path.ellipse(shoulder, 27, 11, turned: sign * 14)
        drawing.paint([Shape(pad, wardrobe.trim)], rendering, line: line * 0.8)
        drawing.line(Path.ellipse(shoulder, 19, 6, turned: sign * 14), gold, width: 3)
    }
}
