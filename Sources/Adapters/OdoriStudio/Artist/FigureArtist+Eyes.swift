extension FigureArtist {
    /// Draws one eye; -1 is the viewer's left.
    func drawEye(_ sign: Double, into drawing: inout Drawing) {
        let lid = sign < 0 ? expression.leftLid : expression.rightLid
        let eye = EyeFrame(artist: self, sign: sign, lid: lid)
        guard lid < 0.8 else {
            drawClosedEye(eye, into: &drawing)
            return
        }
        let opening = Path {
            $0.move(eye.at(-21, 7))
            $0.curve(eye.upper(-18, -16), eye.upper(-2, -27), eye.upper(8, -24))
            $0.curve(eye.upper(20, -21), eye.at(24, -4), eye.at(22, 4))
            $0.curve(eye.at(20, 20), eye.at(10, 27), eye.at(-2, 27))
            $0.curve(eye.at(-13, 27), eye.at(-19, 18), eye.at(-21, 7))
            $0.close()
        }
        drawing.paint(opening, Colour(0xFFFDFE))
        drawing.clipped(to: opening) { drawing in
            drawIris(eye, into: &drawing)
            let lash = Path {
                $0.move(eye.upper(-26, 0))
                $0.curve(eye.upper(-14, -12), eye.upper(14, -16), eye.upper(28, 2))
                $0.line(eye.upper(28, -40))
                $0.line(eye.upper(-26, -40))
                $0.close()
            }
            drawing.paint(lash, look.skin.ink.mixed(look.eyes, 0.35), opacity: 0.3)
        }
        drawCatchlights(eye, into: &drawing)
        drawLashes(eye, into: &drawing)
    }

    private func drawIris(_ eye: EyeFrame, into drawing: inout Drawing) {
        let photo = rendering == .photo
        let gaze = expression.gaze
        let x = -1.0 * eye.sign + gaze.x * 6
        let y = 2 + gaze.y * 4
        let wide = (photo ? 14.5 : 17.5) * eye.narrow * face.scale
        let high = (photo ? 18.0 : 25.0) * face.scale
        let centre = eye.screen(x, y)
        let top = eye.screen(x, y - 26)
        let bottom = eye.screen(x, y + 26)
        let dark = look.eyes.darker(photo ? 0.62 : 0.55).mixed(Colour(0x22143A), 0.3)
        let fill = drawing.linear(
            top,
            bottom,
            [.init(0.08, dark), .init(0.45, look.eyes), .init(0.92, look.eyes.lighter(photo ? 0.2 : 0.5))]
        )
        drawing.paint(
            Path.ellipse(centre, wide, high, turned: face.roll),
            fill: fill,
            stroke: dark,
            width: 2.4 * face.scale
        )
        drawing.paint(
            Path.ellipse(eye.screen(x, y - 1), wide * 0.42, high * 0.44, turned: face.roll),
            dark.darker(0.3)
        )
        let glow = Path {
            $0.move(eye.screen(x - 11, y + 12))
            $0.quad(eye.screen(x, y + 25), eye.screen(x + 11, y + 12))
            $0.quad(eye.screen(x, y + 17), eye.screen(x - 11, y + 12))
            $0.close()
        }
        drawing.paint(glow, look.eyes.lighter(0.7), opacity: photo ? 0.3 : 0.8)
    }

    /// Reflections of the light, over everything else in the eye.
    private func drawCatchlights(_ eye: EyeFrame, into drawing: inout Drawing) {
        let photo = rendering == .photo
        let x = -1.0 * eye.sign + expression.gaze.x * 6
        let y = 2 + expression.gaze.y * 4
        let open = 1 - eye.lid
        let large = (photo ? 4.2 : 7.2) * face.scale
        drawing.paint(
            Path.ellipse(eye.screen(x - 6, y - 9 + eye.lid * 12), large, large * 1.2 * max(0.3, open), turned: 20),
            .white
        )
        drawing.paint(Path.circle(eye.screen(x + 7, y + 10), (photo ? 2.0 : 3.4) * face.scale), .white, opacity: 0.92)
    }

    private func drawLashes(_ eye: EyeFrame, into drawing: inout Drawing) {
        let ink = Colour(0x2B1A2E).mixed(look.hair.ink, 0.35)
        let lash = Path {
            $0.move(eye.at(-23, 7))
            $0.curve(eye.upper(-20, -19), eye.upper(-4, -31), eye.upper(8, -29))
            $0.curve(eye.upper(19, -27), eye.upper(27, -14), eye.at(33, -9))
            $0.curve(eye.at(29, -4), eye.at(26, -4), eye.at(24, 0))
            $0.curve(eye.upper(21, -14), eye.upper(14, -22), eye.upper(6, -23))
            $0.curve(eye.upper(-5, -24), eye.upper(-15, -14), eye.at(-20, 6))
            $0.close()
        }
        drawing.paint(lash, ink, stroke: ink, width: 1.4 * face.scale)
        let flick = Path {
            $0.move(eye.at(23, -8))
            $0.quad(eye.at(30, -12), eye.at(35, -18))
            $0.quad(eye.at(31, -8), eye.at(24, -2))
            $0.close()
        }
        drawing.paint(flick, ink)
        let crease = Path {
            $0.move(eye.upper(-14, -30))
            $0.quad(eye.upper(6, -38), eye.upper(24, -26))
        }
        drawing.line(crease, look.skin.ink, width: 1.8 * face.scale, opacity: 0.55)
        let lower = Path {
            $0.move(eye.at(22, 12))
            $0.quad(eye.at(17, 25), eye.at(4, 28))
        }
        drawing.line(lower, ink, width: 2.2 * face.scale, opacity: 0.7)
    }

    private func drawClosedEye(_ eye: EyeFrame, into drawing: inout Drawing) {
        let ink = Colour(0x2B1A2E).mixed(look.hair.ink, 0.35)
        let curve = Path {
            $0.move(eye.at(-22, 10))
            $0.curve(eye.at(-12, 22), eye.at(14, 22), eye.at(27, 6))
            $0.curve(eye.at(14, 17), eye.at(-10, 18), eye.at(-22, 10))
            $0.close()
        }
        drawing.paint(curve, ink, stroke: ink, width: 3 * face.scale)
        drawing.line(
            Path {
                $0.move(eye.at(16, 15))
                $0.line(eye.at(22, 23))
                $0.move(eye.at(24, 10))
                $0.line(eye.at(31, 15))
            },
            ink,
            width: 2 * face.scale
        )
    }
}
