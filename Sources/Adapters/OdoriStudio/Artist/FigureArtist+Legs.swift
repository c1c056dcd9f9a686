extension FigureArtist {
    func drawLeg(_ side: Skeleton.Side, into drawing: inout Drawing) {
        drawFoot(side, into: &drawing)
        let skin = legShapes(side, look.skin, from: 0, to: 2, grow: 0)
        drawing.paint(skin, rendering, line: line)
        if rendering == .ink, wardrobe.legwear == nil || (wardrobe.legwear?.from ?? 0) > 1.1 {
            drawKnee(side, into: &drawing)
        }
        if let legwear = wardrobe.legwear {
            drawing.paint(
                legShapes(side, legwear.colour, from: legwear.from, to: 2, grow: 1.2),
                rendering,
                line: line
            )
            if let band = legwear.band, legwear.from > 0 {
                drawing.paint(
                    legShapes(side, band, from: legwear.from, to: legwear.from + 0.06, grow: 2.4),
                    rendering,
                    line: line
                )
            }
        }
        drawShaft(side, into: &drawing)
        switch wardrobe.bottom {
        case .shorts(let cloth), .trousers(let cloth): drawTrouserLeg(side, cloth, into: &drawing)
        case .skirt: break
        }
    }

    /// The leg between two places along it (0 hip, 1 knee, 2 ankle).
    private func legShapes(
        _ side: Skeleton.Side,
        _ colour: Colour,
        from: Double,
        to: Double,
        grow: Double,
        flare: Double = 0
    )
        -> [Shape]
    {
        var shapes: [Shape] = []
        for (bone, first, last) in [(0, from, min(1, to)), (1, max(1, from), to)] where first < last {
            let start = first - Double(bone)
            let end = last - Double(bone)
            let joints = bone == 0 ? (side.hip, side.knee) : (side.knee, side.ankle)
            let steps = [0, 0.25, 0.5, 0.75, 1].map { start + (end - start) * $0 }
            let widths = steps.enumerated().map { index, at in
                let share = (Double(bone) + at - from) / max(0.01, to - from)
                let extra = (grow + flare * share) * (flare > 0 ? min(1, 0.3 + share * 3) : 1)
                let half = legHalfWidth(Double(bone) + at)
                let near = nearness(bone == 0 ? side.knee : side.ankle)
                let outer = half.outer * near + extra
                let inner = half.inner * near + extra
                return Limb.Width(
                    [0, 0.25, 0.5, 0.75, 1][index],
                    side.sign < 0 ? outer : inner,
                    side.sign < 0 ? inner : outer
                )
            }
            let flat = (joints.0.flat, joints.1.flat)
            shapes.append(
                Limb.bone(
                    flat.0.mixed(flat.1, start),
                    flat.0.mixed(flat.1, end),
                    widths,
                    colour,
                    round: end - start > 0.4,
                    hem: flare != 0 && last == to ? 6 : 0
                )
            )
        }
        return shapes
    }

    private func legHalfWidth(_ at: Double) -> (outer: Double, inner: Double) {
        let table: [(at: Double, outer: Double, inner: Double)] = [
            (0, 46, 46), (0.2, 54, 48), (0.45, 49, 44), (0.75, 36, 35), (0.95, 30, 31), (1.08, 29, 31), (1.25, 36, 34),
            (1.4, 36, 31), (1.7, 23, 21), (1.9, 16, 16), (2.0, 17, 17),
        ]
        let width = skeleton.body.limbWidth * (superDeformed ? 0.8 : 1)
        for (upper, lower) in zip(table, table.dropFirst()) where at <= lower.at {
            let share = (at - upper.at) / (lower.at - upper.at)
            return (
                (upper.outer + (lower.outer - upper.outer) * share) * width,
                (upper.inner + (lower.inner - upper.inner) * share) * width
            )
        }
        return (18 * width, 18 * width)
    }

    private func drawKnee(_ side: Skeleton.Side, into drawing: inout Drawing) {
        guard !superDeformed else { return }
        let knee = side.knee.flat
        let down = (side.ankle.flat - side.knee.flat).unit
        let across = down.normal
        let path = Path { path in
            path.move(knee + across * -12 + down * 12)
            path.quad(knee + down * 22, knee + across * 11 + down * 13)
        }
        drawing.line(path, look.skin.shade.mixed(look.skin.ink, 0.25), width: line * 0.7, opacity: 0.8)
    }

    private func drawShaft(_ side: Skeleton.Side, into drawing: inout Drawing) {
        let shoes = wardrobe.shoes
        guard shoes.kind == .boot else { return }
        let shaft = legShapes(side, shoes.colour, from: shoes.shaft, to: 2, grow: 5, flare: 3)
        drawing.paint(shaft, rendering, line: line)
        let rim = legShapes(side, wardrobe.trim, from: shoes.shaft, to: shoes.shaft + 0.05, grow: 6.5)
        drawing.paint(rim, rendering, line: line)
        let knee = side.knee.flat
        let ankle = side.ankle.flat
        let normal = (ankle - knee).unit.normal
        for step in 0..<5 {
            let at = 0.62 + Double(step) * 0.085
            guard 1 + at > shoes.shaft + 0.1 else { continue }
            let middle = knee.mixed(ankle, at)
            let lace = Path.polygon([middle - normal * 9, middle + normal * 9 + Vector(0, 5)], closed: false)
            drawing.line(lace, shoes.sole.mixed(wardrobe.trim, 0.5), width: 3, opacity: 0.9)
        }
    }

    func drawTrouserLeg(_ side: Skeleton.Side, _ cloth: Wardrobe.Trousers, into drawing: inout Drawing) {
        let shapes = legShapes(side, cloth.colour, from: 0, to: cloth.to, grow: cloth.ease, flare: cloth.flare)
        drawing.paint(shapes, rendering, line: line)
        if let stripe = cloth.stripe {
            var points: [Vector] = []
            for at in stride(from: 0.08, through: cloth.to - 0.02, by: 0.12) {
                let bone = at < 1 ? (side.hip.flat, side.knee.flat, at) : (side.knee.flat, side.ankle.flat, at - 1)
                let normal = (bone.1 - bone.0).unit.normal
                let half = legHalfWidth(at).outer + cloth.ease * 0.5
                points.append(bone.0.mixed(bone.1, bone.2) + normal * (side.sign * half * 0.72))
            }
            drawing.line(Path.smooth(points, closed: false), stripe, width: 9)
        }
        guard rendering == .ink, cloth.to > 1 else { return }
        let knee = side.knee.flat
        for (offset, reach) in [(-4.0, 26.0), (14.0, 20.0)] {
            let fold = Path { path in
                path.move(knee + Vector(-side.sign * 30, offset))
                path.quad(
                    knee + Vector(-side.sign * 10, offset + 10),
                    knee + Vector(side.sign * (reach - 20), offset + 2)
                )
            }
            drawing.line(fold, cloth.colour.ink, width: line * 0.6, opacity: 0.6)
        }
    }
}
