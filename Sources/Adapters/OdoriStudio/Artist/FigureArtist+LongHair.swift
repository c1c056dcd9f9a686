extension FigureArtist {
    /// A strand from a point of the head: how it hangs, waves and trails.
    func strand(
        from root: Vector,
        drift: Double,
        length: Double,
        width: Double,
        wave: Double,
        phase: Double,
        stiffness: Double = 1,
        colour: Colour,
        shadowSide: Double = 1
    ) -> Shape {
        let scale = face.scale
        let reach = superDeformed ? 0.5 : 1
        let steps = 7
        var spine: [Vector] = []
        var widths: [Double] = []
        for step in 0...steps {
            let share = Double(step) / Double(steps)
            let bend = wave * sine(share * 400 + phase) * share
            let aside = drift * (1 - (1 - share) * (1 - share)) + bend
            let hang = Vector(aside, length * reach * share) * scale
            spine.append(root + hang + sway.hair(at: share) * (stiffness * (superDeformed ? 0.6 : 1)))
            let body = share < 0.3 ? 0.72 + share * 0.93 : 1 - pow2((share - 0.3) / 0.7) * 0.88
            widths.append(max(1.4, width * body * scale))
        }
        return Limb.ribbon(spine, widths, colour, shadowSide: shadowSide)
    }

    private func pow2(_ value: Double) -> Double { value * value }

    /// Everything that hangs behind the body.
    func drawBackHair(into drawing: inout Drawing) {
        guard !look.masked else { return }
        let cut = look.cut
        let deep = look.hair.shade
        let skull = Path.smooth(
            [
                (-100, -60, -30), (-60, -118, -30), (0, -130, -30), (60, -118, -30), (100, -60, -30), (106, 10, -40),
                (84, 84, -40), (0, 112, -50), (-84, 84, -40), (-106, 10, -40),
            ].map { face.place($0.0, $0.1, depth: $0.2) }
        )
        let span = Shape.Span(from: face.place(-100, 0), to: face.place(110, 40))
        guard cut.back > 0 else {
            drawing.paint([Shape(skull, deep, span: span)], rendering, line: line)
            return
        }
        var strands: [Shape] = [Shape(skull, deep, span: span)]
        let count = cut.back > 200 ? 7 : 6
        for index in 0..<count {
            let share = Double(index) / Double(count - 1) * 2 - 1
            let root = face.place(share * 78, 10 - abs(share) * 30, depth: -40)
            let uneven = cut.bangs == .blunt && cut.wave == 0 ? 0 : Double((index * 37) % 5) * 9
            strands.append(
                strand(
                    from: root,
                    drift: share * (cut.backWidth - 70) * (superDeformed ? 0.55 : 1),
                    length: cut.back - abs(share) * 26 - uneven,
                    width: cut.back > 200 ? 40 : 36,
                    wave: cut.wave,
                    phase: Double(index) * 70,
                    colour: deep,
                    shadowSide: share > 0 ? 1 : -1
                )
            )
        }
        drawing.paint(strands, rendering, line: line)
        guard rendering == .ink else { return }
        for index in 0..<count - 1 {
            let share = (Double(index) + 0.5) / Double(count - 1) * 2 - 1
            let gleam = strand(
                from: face.place(share * 88, 30, depth: -30),
                drift: share * (cut.backWidth - 64),
                length: cut.back * 0.62,
                width: 9,
                wave: cut.wave,
                phase: Double(index) * 70 + 30,
                colour: look.hair
            )
            drawing.paint(gleam.path, look.hair, opacity: 0.9)
        }
    }

    /// The locks beside the face.
    var sideLocks: [Shape] {
        sideLock(-1) + sideLock(1)
    }

    private func sideLock(_ sign: Double) -> [Shape] {
        let cut = look.cut
        let colour = look.hair
        let root = face.place(sign * 90, -44, depth: 14)
        let outer = strand(
            from: root,
            drift: sign * (8 + cut.wave * 0.4),
            length: cut.sides + 30,
            width: 21,
            wave: cut.wave * 0.7,
            phase: sign * 60,
            stiffness: 0.7,
            colour: colour
        )
        let inner = strand(
            from: face.place(sign * 80, -40, depth: 30),
            drift: sign * 4,
            length: cut.sides * 0.72 + 20,
            width: 12,
            wave: cut.wave * 0.6,
            phase: sign * 20,
            stiffness: 0.6,
            colour: colour
        )
        return [outer, inner]
    }
}
