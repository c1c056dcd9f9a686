extension FigureArtist {
    /// The decoration of a top, kept inside its outline.
    func drawMotif(_ top: Wardrobe.Top, inside path: Path, into drawing: inout Drawing) {
        let trim = wardrobe.trim
        let strength = rendering == .photo ? 0.85 : 1
        switch top.motif {
        case .plain: break
        case .stripes:
            drawing.clipped(to: path) { drawing in
                for down in stride(from: 0.16, to: top.hem, by: 0.085) {
                    let stripe = Path {
                        $0.move(trunk.edge(-1.1, down))
                        $0.quad(trunk.surface(0, down) + Vector(0, 12), trunk.edge(1.1, down))
                    }
                    drawing.line(stripe, trim, width: 7, opacity: 0.8 * strength)
                }
            }
        case .star:
            drawing.paint(star(at: trunk.surface(0, 0.34), 34), trim, stroke: trim.ink, width: line * 0.7)
            drawing.paint(star(at: trunk.surface(0, 0.34), 15), look.second)
            drawing.line(
                Path {
                    $0.move(trunk.surface(-30, 0.5))
                    $0.quad(trunk.surface(0, 0.56), trunk.surface(30, 0.5))
                },
                top.colour.ink,
                width: line * 0.7,
                opacity: 0.7
            )
        case .buttons:
            let placket = Path {
                $0.move(trunk.surface(-13, 0.2))
                $0.line(trunk.surface(-10, top.hem))
                $0.line(trunk.surface(10, top.hem))
                $0.line(trunk.surface(13, 0.2))
                $0.close()
            }
            drawing.paint(placket, look.second, opacity: strength)
            for down in stride(from: 0.28, to: top.hem - 0.02, by: 0.12) {
                drawing.paint(Path.circle(trunk.surface(0, down), 6), trim, stroke: trim.ink, width: line * 0.5)
            }
            for sign in [-1.0, 1.0] {
                drawing.line(
                    Path {
                        $0.move(trunk.surface(sign * 40, 0.2))
                        $0.quad(trunk.surface(sign * 34, 0.5), trunk.surface(sign * 26, top.hem))
                    },
                    trim,
                    width: 5,
                    opacity: 0.9
                )
            }
        case .panels:
            drawing.clipped(to: path) { drawing in
                for sign in [-1.0, 1.0] {
                    let panel = Path {
                        $0.move(trunk.surface(sign * 58, 0.05))
                        $0.quad(trunk.surface(sign * 26, 0.5), trunk.surface(sign * 62, 1.2))
                        $0.line(trunk.edge(sign * 1.3, 1.2))
                        $0.line(trunk.edge(sign * 1.3, 0.05))
                        $0.close()
                    }
                    drawing.paint(panel, look.main == top.colour ? look.second : look.main, opacity: strength)
                    drawing.line(panel, trim, width: 5)
                }
            }
        case .zip:
            drawing.line(
                Path {
                    $0.move(trunk.surface(0, 0.02))
                    $0.quad(trunk.surface(0, 0.5), trunk.surface(0, min(top.hem, 0.74)))
                },
                trim,
                width: 6
            )
            drawing.paint(Path.circle(trunk.surface(0, 0.16), 7), look.second, stroke: trim.ink, width: line * 0.6)
            drawing.clipped(to: path) { drawing in
                let yoke = Path {
                    $0.move(trunk.edge(-1.3, 0.27))
                    $0.quad(trunk.surface(0, 0.36), trunk.edge(1.3, 0.27))
                    $0.line(trunk.edge(1.3, 0.31))
                    $0.quad(trunk.surface(0, 0.4), trunk.edge(-1.3, 0.31))
                    $0.close()
                }
                drawing.paint(yoke, trim, opacity: 0.9 * strength)
            }
        }
    }

    func star(at centre: Vector, _ radius: Double, points: Int = 5) -> Path {
        let corners = (0..<points * 2).map { index in
            centre
                + Vector(0, index.isMultiple(of: 2) ? -radius : -radius * 0.48)
                .rotated(Double(index) * 180 / Double(points))
        }
        return Path.polygon(corners)
    }

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
