extension FigureArtist {
    /// What is worn on the trunk, from the inside out.
    func drawClothes(into drawing: inout Drawing) {
        switch wardrobe.bottom {
        case .shorts(let cloth), .trousers(let cloth):
            drawWaist(cloth, into: &drawing)
            drawTop(into: &drawing)
        case .skirt(let skirt):
            drawTop(into: &drawing)
            drawSkirt(skirt, into: &drawing)
        }
        if wardrobe.extras.contains(.belt) { drawBelt(into: &drawing) }
        if wardrobe.extras.contains(.harness) { drawHarness(into: &drawing) }
        if let jacket = wardrobe.jacket { drawJacket(jacket, into: &drawing) }
        if wardrobe.extras.contains(.bow) { drawBow(at: trunk.surface(0, 0.2), size: 30, into: &drawing) }
        if wardrobe.extras.contains(.scarf) { drawScarf(into: &drawing) }
    }

    /// The part of trousers or shorts that is on the trunk.
    private func drawWaist(_ cloth: Wardrobe.Trousers, into drawing: inout Drawing) {
        let shape = trunk.band(
            0.8,
            1.22,
            cloth.colour,
            grow: 3 + cloth.ease * 0.25,
            flare: cloth.ease * 0.4 - 8,
            dip: 42
        )
        if rendering == .photo {
            drawing.paint(shape.path, cloth.colour)
            for side in [skeleton.left, skeleton.right] { drawTrouserLeg(side, cloth, into: &drawing) }
            let fade = drawing.linear(
                trunk.centre(0.85),
                trunk.centre(1.24),
                [.init(0, cloth.colour), .init(0.35, cloth.colour), .init(1, cloth.colour, 0)]
            )
            drawing.paint(shape.path, fill: fade)
        } else {
            drawing.paint(shape.path, cloth.colour)
            let dark = [(0.8, 0.56), (0.95, 0.64), (1.12, 0.96)]
            drawing.paint(
                Limb.sharp(
                    [0.8, 0.95, 1.12].map { trunk.edge(1, $0, grow: 3 + cloth.ease * 0.25) },
                    dark.map { trunk.edge($0.1, $0.0) }
                ),
                cloth.colour.shade
            )
        }
        for sign in [-1.0, 1.0] where rendering == .ink {
            let heights = [0.8, 0.9, 1.0, 1.08]
            let side = heights.map { trunk.edge(sign, $0, grow: 3 + cloth.ease * 0.25 + ($0 - 0.8) * cloth.ease * 0.5) }
            drawing.line(Path.smooth(side, closed: false), cloth.colour.ink, width: line)
        }
        let fly = Path {
            $0.move(trunk.surface(2, 0.9))
            $0.quad(trunk.surface(5, 1.08), trunk.surface(0, 1.2))
        }
        drawing.line(fly, cloth.colour.ink, width: line * 0.6, opacity: 0.7)
        for sign in [-1.0, 1.0] {
            let pocket = Path {
                $0.move(trunk.surface(sign * 38, 0.89))
                $0.quad(trunk.surface(sign * 46, 1.0), trunk.surface(sign * 76, 1.04))
            }
            drawing.line(pocket, cloth.colour.ink, width: line * 0.6, opacity: 0.7)
        }
        drawing.paint(
            [trunk.band(0.8, 0.87, cloth.colour.mixed(wardrobe.trim, 0.25), grow: 4, dip: 12)],
            rendering,
            line: line * 0.8
        )
    }

    private func drawTop(into drawing: inout Drawing) {
        let top = wardrobe.top
        let start = neckHeights(top.neckline)
        let steps = [0.05, 0.11, 0.2, 0.32, 0.42, 0.54, 0.66, 0.78, 0.9, 1.02, 1.14]
        let heights = [start.side] + steps.filter { $0 > start.side && $0 <= top.hem + 0.001 }
        let rows = (heights.last ?? 0) < top.hem - 0.02 ? heights + [top.hem] : heights
        let loose = top.hem > 0.6 && wardrobe.jacket == nil && top.neckline == .crew ? 5.0 : 2.0
        func side(_ sign: Double, _ share: Double = 1) -> [Vector] {
            rows.map { trunk.edge(sign * share, $0, grow: $0 < 0.15 ? 0 : loose) }
        }
        let left = side(-1)
        let right = side(1)
        let lowest = trunk.centre(top.hem) + Vector(0, 14)
        var path = Path.smooth(left, closed: false)
        if let end = right.last { path.quad(lowest, end) }
        path.appendContinuing(Path.smooth(right.reversed(), closed: false).data)
        let neckLeft = trunk.surface(-start.spread, start.top)
        let neckRight = trunk.surface(start.spread, start.top)
        path.line(neckRight)
        switch top.neckline {
        case .square:
            path.line(trunk.surface(start.spread * 0.9, start.depth))
            path.quad(trunk.surface(0, start.depth + 0.025), trunk.surface(-start.spread * 0.9, start.depth))
        case .deepV:
            path.quad(trunk.surface(9, start.depth * 0.6), trunk.surface(0, start.depth))
            path.quad(trunk.surface(-9, start.depth * 0.6), neckLeft)
        case .crew, .high:
            path.quad(trunk.surface(0, start.depth), neckLeft)
        }
        path.line(neckLeft)
        path.close()
        let span = Shape.Span(from: trunk.edge(-1, 0.4), to: trunk.edge(1, 0.4))
        let shape = Shape(path, top.colour, shadows: [Limb.sharp(right, side(1, 0.56))], span: span)
        drawing.paint([shape], rendering, line: line)
        drawFolds(top, into: &drawing)
        drawMotif(top, inside: path, into: &drawing)
        if top.neckline == .high { drawHighCollar(top.colour, into: &drawing) }
    }

    private func neckHeights(_ neckline: Wardrobe.Neckline) -> (
        side: Double, top: Double, depth: Double, spread: Double
    ) {
        switch neckline {
        case .crew: (0.0, 0.005, 0.1, 42)
        case .deepV: (0.0, 0.01, 0.26, 40)
        case .square: (0.11, 0.05, 0.2, 52)
        case .high: (0.0, -0.01, 0.03, 44)
        }
    }

    /// Soft shading that models the chest, and creases towards the waist.
    private func drawFolds(_ top: Wardrobe.Top, into drawing: inout Drawing) {
        guard top.hem > 0.45 else { return }
        let tone = top.colour.shade
        let bust = Path {
            $0.move(trunk.surface(-58, 0.35))
            $0.quad(trunk.surface(-32, 0.455), trunk.surface(-5, 0.375))
            $0.quad(trunk.surface(-30, 0.42), trunk.surface(-58, 0.35))
            $0.move(trunk.surface(5, 0.375))
            $0.quad(trunk.surface(34, 0.465), trunk.surface(70, 0.36))
            $0.quad(trunk.surface(34, 0.42), trunk.surface(5, 0.375))
            $0.close()
        }
        drawing.paint(bust, tone, opacity: rendering == .photo ? 0.4 : 0.9)
        guard top.hem > 0.6, rendering == .ink else { return }
        let creases = Path {
            $0.move(trunk.surface(-70, 0.6))
            $0.quad(trunk.surface(-52, 0.65), trunk.surface(-30, 0.63))
            $0.move(trunk.surface(72, 0.56))
            $0.quad(trunk.surface(52, 0.63), trunk.surface(28, 0.62))
        }
        drawing.line(creases, top.colour.ink, width: line * 0.55, opacity: 0.55)
    }

    private func drawHighCollar(_ colour: Colour, into drawing: inout Drawing) {
        let base = skeleton.neckBase.flat
        let up = (face.place(0, 70) - base).unit
        let collar = Limb.bone(
            base + Vector(0, 8),
            base + up * 30,
            [.init(0, 36, 36), .init(1, 29, 29)],
            colour,
            round: false
        )
        drawing.paint([collar], rendering, line: line)
    }
}
