extension FigureArtist {
    /// The decoration of a top, kept inside its outline.
    func drawMotif(_ top: Wardrobe.Top, inside path: Path, into drawing: inout Drawing) {
        switch top.motif {
        case .plain: break
        case .stripes: drawStripes(top, inside: path, into: &drawing)
        case .star: drawStar(top, into: &drawing)
        case .buttons: drawButtons(top, into: &drawing)
        case .panels: drawPanels(top, inside: path, into: &drawing)
        case .zip: drawZip(top, inside: path, into: &drawing)
        }
    }

    private var strength: Double { rendering == .photo ? 0.85 : 1 }

    private func drawStripes(_ top: Wardrobe.Top, inside path: Path, into drawing: inout Drawing) {
        drawing.clipped(to: path) { drawing in
            for down in stride(from: 0.16, to: top.hem, by: 0.085) {
                let stripe = Path {
                    $0.move(trunk.edge(-1.1, down))
                    $0.quad(trunk.surface(0, down) + Vector(0, 12), trunk.edge(1.1, down))
                }
                drawing.line(stripe, wardrobe.trim, width: 7, opacity: 0.8 * strength)
            }
        }
    }

    private func drawStar(_ top: Wardrobe.Top, into drawing: inout Drawing) {
        drawing.paint(star(at: trunk.surface(0, 0.34), 34), wardrobe.trim, stroke: wardrobe.trim.ink, width: line * 0.7)
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
    }

    private func drawButtons(_ top: Wardrobe.Top, into drawing: inout Drawing) {
        let placket = Path {
            $0.move(trunk.surface(-13, 0.2))
            $0.line(trunk.surface(-10, top.hem))
            $0.line(trunk.surface(10, top.hem))
            $0.line(trunk.surface(13, 0.2))
            $0.close()
        }
        drawing.paint(placket, look.second, opacity: strength)
        for down in stride(from: 0.28, to: top.hem - 0.02, by: 0.12) {
            drawing.paint(
                Path.circle(trunk.surface(0, down), 6), wardrobe.trim, stroke: wardrobe.trim.ink, width: line * 0.5)
        }
        for sign in [-1.0, 1.0] {
            drawing.line(
                Path {
                    $0.move(trunk.surface(sign * 40, 0.2))
                    $0.quad(trunk.surface(sign * 34, 0.5), trunk.surface(sign * 26, top.hem))
                },
                wardrobe.trim,
                width: 5,
                opacity: 0.9
            )
        }
    }

    private func drawPanels(_ top: Wardrobe.Top, inside path: Path, into drawing: inout Drawing) {
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
                drawing.line(panel, wardrobe.trim, width: 5)
            }
        }
    }

    private func drawZip(_ top: Wardrobe.Top, inside path: Path, into drawing: inout Drawing) {
        drawing.line(
            Path {
                $0.move(trunk.surface(0, 0.02))
                $0.quad(trunk.surface(0, 0.5), trunk.surface(0, min(top.hem, 0.74)))
            },
            wardrobe.trim,
            width: 6
        )
        drawing.paint(Path.circle(trunk.surface(0, 0.16), 7), look.second, stroke: wardrobe.trim.ink, width: line * 0.6)
        drawing.clipped(to: path) { drawing in
            let yoke = Path {
                $0.move(trunk.edge(-1.3, 0.27))
                $0.quad(trunk.surface(0, 0.36), trunk.edge(1.3, 0.27))
                $0.line(trunk.edge(1.3, 0.31))
                $0.quad(trunk.surface(0, 0.4), trunk.edge(-1.3, 0.31))
                $0.close()
            }
            drawing.paint(yoke, wardrobe.trim, opacity: 0.9 * strength)
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
}
