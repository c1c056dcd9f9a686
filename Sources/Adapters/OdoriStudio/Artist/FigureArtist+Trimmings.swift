extension FigureArtist {
    func drawBelt(into drawing: inout Drawing) {
        let down = beltHeight
        let belt = trunk.band(down, down + 0.075, wardrobe.trim.mixed(wardrobe.shoes.colour, 0.55), grow: 6, dip: 10)
        drawing.paint([belt], rendering, line: line)
        let buckle = trunk.surface(0, down + 0.04) + Vector(0, 8)
        let frame = Path.polygon([
            buckle + Vector(-16, -12), buckle + Vector(16, -12), buckle + Vector(16, 12), buckle + Vector(-16, 12),
        ])
        drawing.paint(frame, Colour(0xF2D48A), stroke: Colour(0x6A4A2A), width: line * 0.8)
        drawing.paint(Path.circle(buckle, 6), Colour(0xFFF3CC))
    }

    private var beltHeight: Double {
        if case .skirt = wardrobe.bottom { return 0.7 }
        return 0.8
    }

    func drawHarness(into drawing: inout Drawing) {
        let strap = wardrobe.shoes.colour
        let lines = Path {
            $0.move(trunk.surface(-48, 0.07))
            $0.quad(trunk.surface(-10, 0.4), trunk.surface(62, 0.64))
            $0.move(trunk.edge(-1, 0.34, grow: 3))
            $0.quad(trunk.surface(0, 0.4), trunk.edge(1, 0.34, grow: 3))
        }
        drawing.line(lines, strap.ink, width: 13)
        drawing.line(lines, strap, width: 10)
        drawing.paint(Path.circle(trunk.surface(-14, 0.365), 9), wardrobe.trim, stroke: strap.ink, width: line * 0.7)
    }

    func drawBow(at centre: Vector, size: Double, into drawing: inout Drawing) {
        let colour = wardrobe.trim
        for sign in [-1.0, 1.0] {
            let end = sway.hair(at: 0.5) * 0.3
            let tail = Limb.ribbon(
                [
                    centre, centre + Vector(sign * size * 0.35, size * 0.9),
                    centre + Vector(sign * size * 0.5, size * 1.9) + end,
                ],
                [3, 7, 9],
                colour
            )
            drawing.paint([tail], rendering, line: line * 0.9)
            let loop = Path {
                $0.move(centre)
                $0.curve(
                    centre + Vector(sign * size * 0.5, -size * 0.9),
                    centre + Vector(sign * size * 1.5, -size * 0.8),
                    centre + Vector(sign * size * 1.25, 0)
                )
                $0.curve(
                    centre + Vector(sign * size * 1.4, size * 0.7),
                    centre + Vector(sign * size * 0.5, size * 0.6),
                    centre
                )
                $0.close()
            }
            drawing.paint([Shape(loop, colour)], rendering, line: line * 0.9)
            let crease = Path {
                $0.move(centre + Vector(sign * size * 0.3, -2))
                $0.quad(centre + Vector(sign * size * 0.7, -6), centre + Vector(sign * size * 0.9, 0))
            }
            drawing.line(crease, colour.ink, width: line * 0.6, opacity: 0.7)
        }
        drawing.paint(
            [Shape(Path.ellipse(centre, size * 0.3, size * 0.34), colour.lighter(0.15))],
            rendering,
            line: line * 0.8
        )
    }

    func drawScarf(into drawing: inout Drawing) {
        let base = skeleton.neckBase.flat
        let wrap = Path {
            $0.move(base + Vector(-46, -8))
            $0.quad(base + Vector(0, -34), base + Vector(46, -8))
            $0.quad(base + Vector(50, 30), base + Vector(0, 36))
            $0.quad(base + Vector(-50, 30), base + Vector(-46, -8))
            $0.close()
        }
        let end = Limb.ribbon(
            [base + Vector(16, 20), base + Vector(26, 80), base + Vector(30, 150) + sway.hair(at: 0.5) * 0.6],
            [14, 18, 20],
            wardrobe.trim
        )
        drawing.paint([end], rendering, line: line)
        drawing.paint([Shape(wrap, wardrobe.trim)], rendering, line: line)
        drawing.line(
            Path {
                $0.move(base + Vector(-34, 6))
                $0.quad(base + Vector(0, 28), base + Vector(36, 4))
            },
            wardrobe.trim.ink,
            width: line * 0.6,
            opacity: 0.7
        )
    }
}
