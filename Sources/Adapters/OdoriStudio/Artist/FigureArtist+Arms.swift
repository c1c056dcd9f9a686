extension FigureArtist {
    func drawArm(_ side: Skeleton.Side, into drawing: inout Drawing) {
        let width = skeleton.body.limbWidth
        let shoulder = side.shoulder.flat
        let elbow = side.elbow.flat
        let wrist = side.wrist.flat
        let near = nearness(side.wrist)
        let upper = Limb.bone(
            shoulder,
            elbow,
            [
                .init(0, 22 * width, 22 * width), .init(0.3, 23.5 * width, 23.5 * width),
                .init(0.7, 19.5 * width, 19.5 * width),
                .init(1, 17.5 * width, 17.5 * width),
            ],
            look.skin
        )
        let fore = Limb.bone(
            elbow,
            wrist,
            [
                .init(0, 17.5 * width, 17.5 * width), .init(0.3, 19 * width, 19 * width),
                .init(1, 12 * width * near, 12 * width * near),
            ],
            look.skin
        )
        let gloved = wardrobe.extras.contains(.gloves)
        if !gloved { drawHand(side, look.skin, into: &drawing) }
        drawing.paint([upper, fore], rendering, line: line)
        if gloved {
            drawHand(side, gloveColour, into: &drawing)
            let cuff = Limb.bone(
                elbow.mixed(wrist, 0.62),
                wrist,
                [.init(0, 20 * width, 20 * width), .init(1, 15 * width * near, 15 * width * near)],
                gloveColour
            )
            drawing.paint([cuff], rendering, line: line)
        }
        drawSleeve(side, into: &drawing)
        if wardrobe.extras.contains(.wristbands), sleeveEnd < 1.8 {
            let band = Limb.bone(
                elbow.mixed(wrist, 0.86),
                elbow.mixed(wrist, 0.97),
                [.init(0, 17 * near, 17 * near), .init(1, 16 * near, 16 * near)],
                wardrobe.trim,
                round: false
            )
            drawing.paint([band], rendering, line: line * 0.9)
        }
    }

    /// Where sleeve and body are of one cloth no line runs between them on top of the shoulder.
    private func joinShoulder(_ side: Skeleton.Side, _ sleeve: Wardrobe.Sleeves, into drawing: inout Drawing) {
        let body = wardrobe.jacket?.colour ?? wardrobe.top.colour
        guard rendering == .ink, sleeve.from == 0, sleeve.colour == body, !superDeformed else { return }
        let start = side.shoulder.flat + (side.elbow.flat - side.shoulder.flat).unit * 6 + Vector(0, 3)
        let end = trunk.edge(side.sign * 0.66, 0.17)
        let patch = Limb.bone(start, end, 17, 16, 12, body)
        drawing.paint(patch.path, body)
    }

    private var gloveColour: Colour {
        wardrobe.shoes.colour.mixed(wardrobe.trim, 0.12)
    }

    private var sleeveEnd: Double { wardrobe.sleeves?.to ?? 0 }

    private func drawSleeve(_ side: Skeleton.Side, into drawing: inout Drawing) {
        guard let sleeve = wardrobe.sleeves else { return }
        let width = skeleton.body.limbWidth
        let arm = [side.shoulder.flat, side.elbow.flat, side.wrist.flat]
        func half(_ at: Double) -> Double {
            let skin = at < 1 ? 24 - 6 * at : 18.5 - 6 * (at - 1)
            let share = sleeve.to > sleeve.from ? (at - sleeve.from) / (sleeve.to - sleeve.from) : 0
            let start = at < 0.05 ? sleeve.ease * 0.3 : sleeve.ease
            return skin * width + start + (sleeve.flare - start) * share
        }
        func point(_ at: Double) -> Vector {
            at < 1 ? arm[0].mixed(arm[1], at) : arm[1].mixed(arm[2], at - 1)
        }
        var parts: [Shape] = []
        func piece(_ from: Double, _ to: Double, _ colour: Colour, grow: Double = 0) -> Shape {
            let middle = (from + to) / 2
            return Limb.bone(
                point(from),
                point(to),
                [
                    .init(0, half(from) + grow, half(from) + grow),
                    .init(0.5, half(middle) + grow, half(middle) + grow),
                    .init(1, half(to) + grow, half(to) + grow),
                ],
                colour,
                round: to - from > 0.3,
                hem: to == sleeve.to && to - from > 0.3 ? 5 : 0
            )
        }
        let end = sleeve.to - (sleeve.cuff == nil ? 0 : 0.1)
        if sleeve.from < 1 { parts.append(piece(sleeve.from, min(1, end), sleeve.colour)) }
        if end > 1 { parts.append(piece(1, end, sleeve.colour)) }
        drawing.paint(parts, rendering, line: line)
        joinShoulder(side, sleeve, into: &drawing)
        if let stripe = sleeve.stripe, end > 1 {
            for (from, to) in [(max(0.3, sleeve.from + 0.1), 1.0), (1.0, end)] {
                let offset = (point(to) - point(from)).unit.normal * (-side.sign * 5)
                let path = Path.polygon([point(from) + offset, point(to) + offset], closed: false)
                drawing.line(path, stripe, width: 8, opacity: 0.95)
            }
        }
        if wardrobe.jacket?.epaulettes == true { drawEpaulette(side, into: &drawing) }
        if let cuff = sleeve.cuff {
            let from = max(sleeve.from, end - 0.02)
            let shape = piece(from, sleeve.to, cuff, grow: 2)
            drawing.paint([shape], rendering, line: line)
        }
    }
}
