extension FigureArtist {
    /// Face, then the hair over it.
    func drawHead(into drawing: inout Drawing) {
        drawEars(into: &drawing)
        let outline = facePath
        let span = Shape.Span(from: face.place(-90, 0), to: face.place(96, 30))
        drawing.paint([Shape(outline, look.skin, span: span)], rendering, line: line)
        drawing.clipped(to: outline) { drawing in
            drawFaceShading(into: &drawing)
        }
        if look.masked {
            drawMask(into: &drawing)
        } else {
            drawBlush(into: &drawing)
            drawNose(into: &drawing)
            drawMouth(into: &drawing)
            drawEye(-1, into: &drawing)
            drawEye(1, into: &drawing)
        }
        drawHair(into: &drawing)
        if !look.masked { drawBrows(into: &drawing) }
        drawHeadwear(into: &drawing)
    }

    /// The outline of the face, its far cheek nearer as it turns.
    private var facePath: Path {
        let jaw = superDeformed ? 12.0 : 0
        let points = [
            face.place(0, -104, depth: 10), face.place(62, -84, depth: 8), face.place(88, -30, depth: 8),
            face.place(87, 14, depth: 16), face.place(80 + jaw * 0.4, 44, depth: 26),
            face.place(58 + jaw, 78, depth: 38),
            face.place(26 + jaw * 0.6, 101, depth: 48), face.place(0, 108 - jaw * 0.6, depth: 52),
            face.place(-26 - jaw * 0.6, 101, depth: 48), face.place(-58 - jaw, 78, depth: 38),
            face.place(-80 - jaw * 0.4, 44, depth: 26), face.place(-87, 14, depth: 16), face.place(-88, -30, depth: 8),
            face.place(-62, -84, depth: 8),
        ]
        return Path.smooth(points, tension: 0.95)
    }

    private func drawFaceShading(into drawing: inout Drawing) {
        let tone = look.skin.shade.mixed(look.skin, 0.25)
        let opacity = rendering == .photo ? 0.5 : 1
        for lock in fringe { drawing.paint(lock.moved(Vector(4, 15)).path, tone, opacity: opacity) }
        let side = Path {
            $0.move(face.place(96, -40))
            $0.quad(face.place(66, 40, depth: 26), face.place(30, 112, depth: 44))
            $0.line(face.place(110, 112))
            $0.close()
        }
        drawing.paint(side, tone, opacity: opacity * 0.9)
    }

    private func drawEars(into drawing: inout Drawing) {
        for sign in [-1.0, 1.0] where sign * face.yaw < 34 {
            let ear = Path.ellipse(
                face.place(sign * 88, 22, depth: -6),
                13 * face.scale,
                22 * face.scale,
                turned: sign * -10
            )
            drawing.paint([Shape(ear, look.skin)], rendering, line: line)
            let fold = Path {
                $0.move(face.place(sign * 91, 8, depth: -6))
                $0.quad(face.place(sign * 95, 20, depth: -6), face.place(sign * 86, 30, depth: -6))
            }
            drawing.line(fold, look.skin.shade, width: line * 0.9)
        }
    }

    private func drawBlush(into drawing: inout Drawing) {
        let rose = Colour(0xFF7D8C)
        for sign in [-1.0, 1.0] {
            let centre = face.place(sign * 56, 54, depth: 40)
            let strength = rendering == .photo ? 0.28 : 0.42
            let fill = drawing.radial(centre, 26 * face.scale, [.init(0, rose, strength), .init(1, rose, 0)])
            drawing.paint(Path.ellipse(centre, 26 * face.scale, 15 * face.scale), fill: fill)
            guard rendering == .ink else { continue }
            let hatch = Path { path in
                for step in -1...1 {
                    path.move(face.place(sign * 56 + Double(step) * 9 + 3, 49, depth: 42))
                    path.line(face.place(sign * 56 + Double(step) * 9 - 3, 58, depth: 42))
                }
            }
            drawing.line(hatch, Colour(0xE8566E), width: 1.8 * face.scale, opacity: 0.5)
        }
    }

    private func drawNose(into drawing: inout Drawing) {
        let tone = look.skin.shade.mixed(look.skin.ink, rendering == .photo ? 0.1 : 0.3)
        let nose = Path {
            $0.move(face.place(1, 50, depth: 72))
            $0.quad(face.place(7, 58, depth: 76), face.place(0, 61, depth: 70))
        }
        drawing.line(nose, tone, width: 2.6 * face.scale, opacity: 0.85)
        if rendering == .photo {
            let bridge = Path {
                $0.move(face.place(5, 14, depth: 66))
                $0.quad(face.place(9, 40, depth: 72), face.place(8, 56, depth: 72))
            }
            drawing.line(bridge, look.skin.shade, width: 4 * face.scale, opacity: 0.35)
            drawing.paint(Path.circle(face.place(-2, 52, depth: 74), 4 * face.scale), .white, opacity: 0.35)
        }
    }

    private func drawBrows(into drawing: inout Drawing) {
        for sign in [-1.0, 1.0] {
            let lift = expression.mouth * -4
            func at(_ x: Double, _ y: Double) -> Vector { face.place(sign * x, y + lift, depth: 62) }
            let brow = Path {
                $0.move(at(20, -30))
                $0.curve(at(32, -39), at(52, -40), at(66, -29))
                $0.curve(at(52, -36), at(34, -35), at(20, -26))
                $0.close()
            }
            let colour = look.hair.brightness > 0.62 ? look.hair.shade : look.hair.ink
            drawing.paint(
                brow,
                colour,
                stroke: colour,
                width: 1.2 * face.scale,
                opacity: rendering == .photo ? 0.75 : 0.85
            )
        }
    }

    /// What stands in for a face when only the dance matters: a soft visor.
    private func drawMask(into drawing: inout Drawing) {
        let visor = Path.smooth([
            face.place(-72, -18, depth: 40), face.place(0, -26, depth: 74), face.place(72, -18, depth: 40),
            face.place(70, 26, depth: 44), face.place(0, 40, depth: 80), face.place(-70, 26, depth: 44),
        ])
        drawing.paint([Shape(visor, look.main.darker(0.45))], rendering, line: line)
        let shine = Path.smooth([
            face.place(-62, -12, depth: 42), face.place(-10, -20, depth: 74), face.place(-30, 10, depth: 70),
            face.place(-60, 12, depth: 44),
        ])
        drawing.paint(shine, look.accent, opacity: 0.75)
        drawing.line(
            Path {
                $0.move(face.place(-14, 70, depth: 64))
                $0.quad(face.place(0, 80, depth: 68), face.place(14, 70, depth: 64))
            },
            look.skin.ink,
            width: line * 0.9
        )
    }
}
