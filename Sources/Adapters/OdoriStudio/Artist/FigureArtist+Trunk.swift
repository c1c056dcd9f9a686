extension FigureArtist {
    /// The body under the clothes: one closed outline from the shoulders to the top of the thighs.
    func drawTrunk(into drawing: inout Drawing) {
        let heights = [0.0, 0.05, 0.11, 0.2, 0.32, 0.42, 0.54, 0.66, 0.78, 0.9, 1.02, 1.14]
        let right = heights.map { trunk.edge(1, $0) }
        let left = heights.map { trunk.edge(-1, $0) }
        let bottom = [trunk.edge(0.5, 1.26), trunk.edge(0, 1.3), trunk.edge(-0.5, 1.26)]
        let path = Path.smooth(right + bottom + left.reversed())
        let shadow = Limb.sharp(right, heights.map { trunk.edge(0.6, $0) })
        let colour = look.skin
        let span = Shape.Span(from: trunk.edge(-1, 0.5), to: trunk.edge(1, 0.5))
        drawing.paint([Shape(path, colour, shadows: [shadow], span: span)], rendering, line: line)
        guard !look.masked else { return }
        drawing.line(
            Path {
                $0.move(trunk.surface(-42, 0.07))
                $0.quad(trunk.surface(-20, 0.12), trunk.surface(-9, 0.1))
                $0.move(trunk.surface(42, 0.07))
                $0.quad(trunk.surface(20, 0.12), trunk.surface(9, 0.1))
            },
            colour.shade.mixed(colour.ink, 0.25),
            width: line * 0.7,
            opacity: 0.7
        )
        drawing.line(
            Path {
                $0.move(trunk.surface(0, 0.74))
                $0.line(trunk.surface(0, 0.78))
            },
            colour.shade,
            width: line,
            opacity: 0.8
        )
    }

    func drawNeck(into drawing: inout Drawing) {
        let base = skeleton.neckBase.flat
        let top = face.place(0, 70, depth: 10)
        let scale = superDeformed ? 0.8 : 1
        let neck = Limb.bone(
            base + Vector(0, 12),
            top,
            [.init(0, 34 * scale, 34 * scale), .init(0.25, 25 * scale, 25 * scale), .init(1, 24 * scale, 24 * scale)],
            look.skin,
            round: false
        )
        drawing.paint([Shape(neck.path, look.skin, span: neck.span)], rendering, line: line)
        let cover = Limb.bone(
            base + Vector(0, 18),
            base.mixed(top, 0.35),
            [.init(0, 42 * scale, 42 * scale), .init(1, 22 * scale, 22 * scale)],
            look.skin,
            round: false
        )
        drawing.paint(cover.path, fill: .plain(look.skin))
        let chin = Path {
            $0.move(top + Vector(-24 * scale, -6))
            $0.line(base.mixed(top, 0.34) + Vector(-23 * scale, 0))
            $0.quad(base.mixed(top, 0.1) + Vector(6, 4), base.mixed(top, 0.5) + Vector(24 * scale, 0))
            $0.line(top + Vector(24 * scale, -6))
            $0.close()
        }
        drawing.paint(chin, look.skin.shade, opacity: rendering == .photo ? 0.55 : 1)
        if wardrobe.extras.contains(.choker) {
            let middle = base.mixed(top, 0.42)
            let band = Path {
                $0.move(middle + Vector(-24 * scale, -2))
                $0.quad(middle + Vector(0, 11), middle + Vector(24 * scale, -2))
            }
            drawing.line(band, wardrobe.shoes.colour.ink, width: 12)
            drawing.line(band, wardrobe.shoes.colour.darker(0.2), width: 9)
            drawing.paint(Path.circle(middle + Vector(0, 9), 5.5), wardrobe.trim, stroke: wardrobe.trim.ink, width: 1.5)
        }
    }
}
