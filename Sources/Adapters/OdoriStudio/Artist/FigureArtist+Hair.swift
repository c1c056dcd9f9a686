extension FigureArtist {
    /// The locks over the forehead.
    var fringe: [HairLock] {
        let tips: [(root: Double, width: Double, x: Double, y: Double)] =
            switch look.cut.bangs {
            case .blunt:
                [
                    (-66, 36, -70, -2), (-38, 34, -42, -8), (-12, 32, -14, -6), (14, 32, 13, -8), (40, 34, 42, -6),
                    (66, 36, 71, -2),
                ]
            case .swept:
                [
                    (-62, 44, -78, 8), (-30, 44, -56, -6), (0, 46, -26, -4), (28, 44, 10, -10), (50, 40, 44, -6),
                    (68, 36, 76, 12),
                ]
            case .parted:
                [
                    (-64, 46, -84, 26), (-36, 48, -66, -2), (-10, 40, -36, -22), (18, 40, 40, -20), (42, 48, 68, 0),
                    (68, 44, 85, 26),
                ]
            case .airy:
                [
                    (-66, 38, -76, 8), (-40, 36, -48, -12), (-14, 34, -24, 6), (12, 32, 4, -8), (36, 36, 34, 2),
                    (58, 34, 56, -12), (72, 30, 80, 10),
                ]
            }
        let lift = Vector(sway.hairMiddle.x * 0.06, sway.hairMiddle.y * 0.04)
        return tips.map { lock in
            let height = -92 + abs(lock.root) * abs(lock.root) / 160
            let root = Vector(lock.root, height)
            let bow = (lock.x - lock.root) * 0.15
            return HairLock(
                left: face.place(root.x - lock.width / 2, root.y, depth: 40),
                right: face.place(root.x + lock.width / 2, root.y, depth: 40),
                tip: face.place(lock.x, lock.y, depth: 66) + lift * face.scale,
                leftBow: face.place(lock.root - lock.width * 0.62 + bow, (height + lock.y) / 2, depth: 78),
                rightBow: face.place(lock.root + lock.width * 0.5 + bow, (height + lock.y) / 2 + 12, depth: 78)
            )
        }
    }

    /// Crown, locks beside the face and fringe.
    func drawHair(into drawing: inout Drawing) {
        guard !look.masked else { return drawCap(into: &drawing) }
        let crown = crownPath
        let span = Shape.Span(from: face.place(-110, -80), to: face.place(120, -20))
        drawTufts(into: &drawing)
        drawing.paint(sideLocks + [Shape(crown, look.hair, shadows: [crownShadow], span: span)], rendering, line: line)
        let locks = fringe
        for lock in locks {
            drawing.paint(lock.path, look.hair)
            drawing.paint(lock.path, fill: lockFill(lock, into: &drawing))
        }
        for lock in locks {
            if rendering == .ink { drawing.paint(lock.shadow, look.hair.shade) }
            let edge = rendering == .ink ? look.hair.ink : look.hair.shade
            drawing.line(
                lock.edges,
                edge,
                width: line * (rendering == .ink ? 0.8 : 0.5),
                opacity: rendering == .ink ? 1 : 0.6
            )
        }
        drawSheen(into: &drawing)
    }

    private func lockFill(_ lock: HairLock, into drawing: inout Drawing) -> Drawing.Fill {
        guard rendering == .photo else { return .plain(look.hair) }
        return drawing.linear(
            lock.left.mixed(lock.right, 0.5),
            lock.tip,
            [.init(0, look.hair, 0), .init(0.35, look.hair.lighter(0.2)), .init(1, look.hair.shade)]
        )
    }

    private var crownPath: Path {
        let outer: [(Double, Double, Double)] = [
            (-90, 22, 6), (-103, 6, -2), (-110, -36, -8), (-98, -84, -8), (-62, -120, -6), (0, -135, -4),
            (62, -120, -6),
            (98, -84, -8), (110, -36, -8), (103, 6, -2), (90, 22, 6),
        ]
        let inner: [(Double, Double, Double)] = [
            (80, 0, 20), (78, -34, 32), (56, -64, 48), (0, -80, 58), (-56, -64, 48), (-78, -34, 32), (-80, 0, 20),
        ]
        return Path.smooth((outer + inner).map { face.place($0.0, $0.1, depth: $0.2) }, tension: 0.9)
    }

    /// The far side of the crown.
    private var crownShadow: Path {
        Path.smooth([
            face.place(104, 4), face.place(110, -36, depth: -8), face.place(98, -84, depth: -8),
            face.place(66, -117, depth: -6),
            face.place(86, -84, depth: 20), face.place(92, -40, depth: 24), face.place(84, -4, depth: 20),
        ])
    }

    /// The ring of light on the crown, and some strands.
    private func drawSheen(into drawing: inout Drawing) {
        let bright =
            look.hair.brightness < 0.12
            ? look.hair.mixed(Colour(0x9FB0F0), 0.55) : look.hair.lighter(look.hair.brightness > 0.7 ? 0.75 : 0.42)
        func arc(_ x: Double, _ rise: Double) -> Vector {
            face.place(x, -62 - (1 - x * x / 8100) * 26 - rise, depth: 62)
        }
        let teeth = stride(from: -74.0, through: 74, by: 12.3).map { $0 }
        var band = Path()
        band.move(arc(-80, 4))
        for (index, x) in teeth.enumerated() { band.line(arc(x, index.isMultiple(of: 2) ? 17 : 9)) }
        band.line(arc(80, 4))
        for (index, x) in teeth.reversed().enumerated() { band.line(arc(x, index.isMultiple(of: 2) ? -9 : 2)) }
        band.close()
        if rendering == .ink {
            drawing.paint(band, bright, opacity: 0.8)
            drawing.paint(
                Path.ellipse(arc(-40, 5), 11 * face.scale, 4 * face.scale, turned: face.roll - 24),
                .white,
                opacity: 0.7
            )
        } else {
            let soft = drawing.blur(5)
            drawing.group(soft) { $0.paint(band, bright, opacity: 0.55) }
        }
        var strands = Path()
        for x in [-70.0, -44, -16, 18, 48, 74] {
            strands.move(face.place(x * 0.3, -131 + abs(x) * 0.1, depth: 0))
            strands.quad(
                face.place(x * 0.95, -118 + abs(x) * 0.3, depth: 30),
                face.place(x * 1.05, -84 + abs(x) * 0.3, depth: 46)
            )
        }
        drawing.line(strands, look.hair.shade.mixed(look.hair.ink, 0.3), width: line * 0.55, opacity: 0.6)
    }

    private func drawTufts(into drawing: inout Drawing) {
        guard look.cut.tufts > 0 else { return }
        for index in 0..<look.cut.tufts {
            let share = (Double(index) + 0.5) / Double(look.cut.tufts) * 2 - 1
            let base = Vector(share * 92, -112 + abs(share) * 66)
            let out = Vector(share * 34 + 8, -26 + abs(share) * 24)
            let lock = HairLock(
                left: face.place(base.x - 22, base.y + 12),
                right: face.place(base.x + 22, base.y + 12),
                tip: face.place(base + out) + sway.hairMiddle * 0.1,
                leftBow: face.place(base.x - 18, base.y - 12),
                rightBow: face.place(base.x + 22, base.y - 8)
            )
            drawing.paint([Shape(lock.path, look.hair)], rendering, line: line)
        }
    }

    /// The smooth cap of a dancer without features.
    private func drawCap(into drawing: inout Drawing) {
        let cap = Path.smooth(
            [
                (-92, -8, 10), (-98, -60, 0), (-62, -112, 0), (0, -128, 0), (62, -112, 0), (98, -60, 0), (92, -8, 10),
                (60, -44, 50), (0, -56, 64), (-60, -44, 50),
            ].map { face.place($0.0, $0.1, depth: $0.2) }
        )
        drawing.paint([Shape(cap, look.hair)], rendering, line: line)
        drawing.line(
            Path {
                $0.move(face.place(-64, -84, depth: 20))
                $0.quad(face.place(-30, -112, depth: 20), face.place(10, -110, depth: 20))
            },
            look.hair.lighter(0.5),
            width: 8,
            opacity: 0.8
        )
    }
}
