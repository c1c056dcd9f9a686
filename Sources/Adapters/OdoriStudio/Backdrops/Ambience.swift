import Foundation

/// What moves in a place while someone dances: light on the beat, things that drift, and the shadow on the floor.
struct Ambience: Sendable, Hashable {
    var backdrop: Backdrop

    /// Behind the dancer: beams that sweep and a glow that beats.
    func drawBehind(_ moment: Performance.Moment, into drawing: inout Drawing) {
        let phase = moment.beat - moment.beat.rounded(.down)
        let pulse = pow(1 - phase, 2) * moment.energy
        if backdrop.setting == .stage || backdrop.setting == .city || backdrop.setting == .studio {
            for index in 0..<4 {
                let source = Vector(110 + Double(index) * 287, -40)
                let swing = sine(moment.beat * 45 + Double(index) * 97) * 24
                let lean = (540 - source.x) / -30 + swing
                let colour = index.isMultiple(of: 2) ? backdrop.accent.lighter(0.2) : backdrop.second
                let tips = [-3.6, 3.6].map { source + Vector(0, 1900).rotated(lean + $0) }
                let fill = drawing.linear(
                    source,
                    source + Vector(0, 1900).rotated(lean),
                    [.init(0, colour, 0.3 + 0.25 * pulse), .init(1, colour, 0)]
                )
                drawing.paint(Path.polygon([source] + tips), fill: fill)
            }
        }
        let floor = Vector(540, 1704)
        let glow = backdrop.accent.lighter(0.35)
        let fill = drawing.radial(floor, 480, flat: 0.27, [.init(0, glow, 0.16 + 0.3 * pulse), .init(1, glow, 0)])
        drawing.paint(Path.ellipse(floor, 480, 130), fill: fill)
        if moment.energy >= 1 {
            let ring = Path.ellipse(floor, 190 + 260 * phase, 46 + 64 * phase)
            drawing.line(ring, backdrop.second, width: 7 * (1 - phase) + 1, opacity: 0.5 * (1 - phase))
        }
    }

    /// The dancer's shadow, thinner the higher she is.
    func drawShadow(_ skeleton: Skeleton, at origin: Vector, scale: Double, into drawing: inout Drawing) {
        for side in [skeleton.left, skeleton.right] {
            let height = max(0, side.footHeight)
            let centre = origin + Vector(side.ankle.x * scale, 6 - side.ankle.z * 0.12)
            let size = (66 - height * 0.08) * scale
            drawing.paint(
                Path.ellipse(centre, size, size * 0.24),
                backdrop.main.darker(0.86),
                opacity: 0.42 / (1 + height / 90)
            )
        }
        let middle = origin + Vector(skeleton.pelvis.x * scale, 8)
        drawing.paint(Path.ellipse(middle, 170 * scale, 34 * scale), backdrop.main.darker(0.86), opacity: 0.26)
    }

    /// Before the dancer: petals, glitter or, from the drop on, confetti.
    func drawBefore(_ moment: Performance.Moment, into drawing: inout Drawing) {
        var generator = SplitMix64(seed: backdrop.seed, label: "drift")
        let full = moment.energy >= 1
        let count = full ? 34 : 16
        let colours = [backdrop.accent, backdrop.second, backdrop.main.lighter(0.5), Colour(0xFFF3C4)]
        for index in 0..<count {
            let speed = generator.number(in: 60...170)
            let start = generator.number(in: 0...2100)
            let drift = generator.number(in: 20...70)
            let x = generator.number(in: -40...1120)
            let turn = generator.number(in: 0...360)
            let size = generator.number(in: 5...13)
            let y = (start + moment.seconds * speed).truncatingRemainder(dividingBy: 2100) - 100
            let place = Vector(x + sine(moment.seconds * 70 + turn) * drift, y)
            let colour = colours[index % colours.count]
            switch backdrop.setting {
            case .garden:
                drawing.paint(
                    Path.ellipse(place, size * 1.2, size * 0.6, turned: turn + moment.seconds * 90),
                    backdrop.accent.lighter(0.55),
                    opacity: 0.85
                )
            case .stage where full, .studio where full:
                let half = size * abs(cosine(moment.seconds * 260 + turn))
                drawing.paint(Path.ellipse(place, size, max(1.5, half), turned: turn), colour, opacity: 0.9)
            default:
                drawing.paint(
                    sparkle(at: place, size * (0.8 + 0.5 * abs(sine(moment.seconds * 180 + turn)))),
                    .white,
                    opacity: 0.55
                )
            }
        }
    }

    private func sparkle(at centre: Vector, _ radius: Double) -> Path {
        Path {
            $0.move(centre + Vector(0, -radius))
            $0.quad(centre, centre + Vector(radius, 0))
            $0.quad(centre, centre + Vector(0, radius))
            $0.quad(centre, centre + Vector(-radius, 0))
            $0.quad(centre, centre + Vector(0, -radius))
            $0.close()
        }
    }
}
