extension FigureArtist {
    /// Draws a hand from the wrist in the direction it points, its thumb towards the body.
    func drawHand(_ side: Skeleton.Side, _ colour: Colour, into drawing: inout Drawing) {
        let direction = (side.hand.flat - side.wrist.flat).unit
        let foreshortened = ((side.hand - side.wrist).flat.length / max(1, (side.hand - side.wrist).length))
        let scale = skeleton.body.extremities * nearness(side.hand) * 1.06
        let hand = HandFrame(
            wrist: side.wrist.flat,
            along: direction * (scale * max(0.45, foreshortened)),
            thumb: Self.thumb(direction, side.sign) * scale
        )
        let shapes = fingers(of: side.grip, hand, colour)
        drawing.paint(shapes, rendering, line: line * 0.9)
        guard rendering == .ink else { return }
        for crease in Self.creases(side.grip) {
            let path = Path.polygon(crease.map(hand.place), closed: false)
            drawing.line(path, colour.ink, width: line * 0.5, opacity: 0.75)
        }
    }

    private static func thumb(_ direction: Vector, _ sign: Double) -> Vector {
        let normal = direction.normal
        let inwards = normal * (normal.x * -sign >= 0 ? 1 : -1)
        return abs(direction.y) < 0.3 ? normal * (normal.y < 0 ? 1 : -1) : inwards
    }

    private func fingers(of grip: Grip, _ hand: HandFrame, _ colour: Colour) -> [Shape] {
        switch grip {
        case .relaxed:
            [mitten(hand, colour), finger(hand, Vector(12, 11), Vector(42, 22), 7, 4.5, colour)]
        case .open:
            [palm(hand, colour)]
                + [
                    (Vector(34, 11), Vector(70, 19)), (Vector(38, 4), Vector(79, 6)), (Vector(37, -4), Vector(76, -7)),
                    (Vector(33, -11), Vector(64, -19)),
                ].map { finger(hand, $0.0, $0.1, 5.8, 4.2, colour) }
                + [finger(hand, Vector(12, 11), Vector(38, 32), 7, 4.6, colour)]
        case .fist:
            [fist(hand, colour), finger(hand, Vector(16, 13), Vector(40, 12), 6.5, 5.5, colour)]
        case .point:
            [
                finger(hand, Vector(34, 9), Vector(76, 10), 6, 4.4, colour), fist(hand, colour),
                finger(hand, Vector(14, 13), Vector(38, 17), 6.5, 5, colour),
            ]
        case .peace:
            [
                finger(hand, Vector(32, 9), Vector(72, 21), 6, 4.4, colour),
                finger(hand, Vector(34, 1), Vector(78, -3), 6, 4.4, colour), fist(hand, colour),
                finger(hand, Vector(14, 12), Vector(36, 3), 6, 5, colour),
            ]
        }
    }

    private func palm(_ hand: HandFrame, _ colour: Colour) -> Shape {
        outline(hand, [(-2, 12), (16, 16), (36, 16), (42, 2), (36, -15), (16, -14), (-2, -11)], colour)
    }

    private func mitten(_ hand: HandFrame, _ colour: Colour) -> Shape {
        outline(
            hand,
            [
                (-2, 12), (16, 15), (36, 14), (58, 10), (73, 3), (75, -4), (66, -10), (42, -15), (16, -13), (-2, -11),
            ],
            colour
        )
    }

    private func fist(_ hand: HandFrame, _ colour: Colour) -> Shape {
        outline(hand, [(-2, 12), (14, 16), (36, 17), (45, 10), (46, -6), (38, -16), (16, -15), (-2, -11)], colour)
    }

    private func outline(_ hand: HandFrame, _ points: [(Double, Double)], _ colour: Colour) -> Shape {
        let placed = points.map { hand.place(Vector($0.0, $0.1)) }
        let shadow = Path.smooth(
            [(8, -13), (38, -14), (44, -6), (20, -3), (4, -4)].map { hand.place(Vector($0.0, $0.1)) }
        )
        return Shape(
            Path.smooth(placed),
            colour,
            shadows: [shadow],
            span: .init(from: hand.place(Vector(30, 20)), to: hand.place(Vector(30, -20)))
        )
    }

    private func finger(
        _ hand: HandFrame,
        _ from: Vector,
        _ to: Vector,
        _ base: Double,
        _ tip: Double,
        _ colour: Colour
    ) -> Shape {
        let scale = hand.thumb.length
        return Limb.bone(
            hand.place(from),
            hand.place(to),
            [.init(0, base * scale, base * scale), .init(0.9, tip * scale, tip * scale)],
            colour
        )
    }

    private static func creases(_ grip: Grip) -> [[Vector]] {
        switch grip {
        case .relaxed: [[Vector(46, 5), Vector(68, 1)], [Vector(44, -4), Vector(68, -5)]]
        case .fist:
            [[Vector(34, 8), Vector(45, 7)], [Vector(34, -1), Vector(46, -1)], [Vector(33, -9), Vector(43, -9)]]
        case .point, .peace: [[Vector(36, -3), Vector(46, -3)], [Vector(34, -10), Vector(44, -10)]]
        case .open: []
        }
    }
}
