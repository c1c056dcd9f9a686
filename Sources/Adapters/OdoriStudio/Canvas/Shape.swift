/// One surface of the drawing with its cel shadows and lights.
struct Shape: Hashable, Sendable {
    var path: Path
    var colour: Colour
    /// Regions in the shadow tone, and in the light tone.
    var shadows: [Path] = []
    var lights: [Path] = []
    /// From the lit edge to the dark one, for soft shading; nil where a surface is flat.
    var span: Span?

    init(_ path: Path, _ colour: Colour, shadows: [Path] = [], lights: [Path] = [], span: Span? = nil) {
        self.path = path
        self.colour = colour
        self.shadows = shadows
        self.lights = lights
        self.span = span
    }

    struct Span: Hashable, Sendable {
        var from: Vector
        var to: Vector
    }
}

/// How surfaces are rendered.
enum Rendering: Hashable, Sendable {
    /// Lines of ink and flat tones, as in animation.
    case ink
    /// Soft gradients without lines, as through a lens.
    case photo
}

extension Drawing {
    /// Paints shapes that share one outline: lines run around their union and not between them.
    mutating func paint(_ shapes: [Shape], _ rendering: Rendering, line width: Double = 3) {
        switch rendering {
        case .ink:
            for shape in shapes where width > 0 {
                paint(shape.path, fill: nil, stroke: shape.colour.ink, width: width * 2)
            }
            for shape in shapes {
                paint(shape.path, shape.colour)
            }
            for shape in shapes {
                for shadow in shape.shadows { paint(shadow, shape.colour.shade) }
                for light in shape.lights { paint(light, shape.colour.lighter(0.45)) }
            }
        case .photo:
            for shape in Self.joined(shapes) { paintSoftly(shape) }
        }
    }

    /// Bones that run nearly the same way become one surface, so that no seam of light shows at the joint.
    private static func joined(_ shapes: [Shape]) -> [Shape] {
        var result: [Shape] = []
        for shape in shapes {
            if var last = result.last, let before = last.span, let span = shape.span, last.colour == shape.colour,
                (before.to - before.from).unit.dot((span.to - span.from).unit) > 0.86
            {
                last.path.add(shape.path)
                last.span = Shape.Span(from: before.from.mixed(span.from, 0.5), to: before.to.mixed(span.to, 0.5))
                result[result.count - 1] = last
            } else {
                result.append(shape)
            }
        }
        return result
    }

    private mutating func paintSoftly(_ shape: Shape) {
        let deep = shape.colour.shade.mixed(shape.colour.multiplied(Colour(0x8A7A9A)), 0.5)
        guard let span = shape.span else {
            paint(shape.path, shape.colour, stroke: deep, width: 0.8)
            for shadow in shape.shadows { paint(shadow, shape.colour.shade, opacity: 0.3) }
            for light in shape.lights { paint(light, shape.colour.lighter(0.5), opacity: 0.35) }
            return
        }
        let fill = linear(
            span.from,
            span.to,
            [
                Stop(0, shape.colour.mixed(deep, 0.25)), Stop(0.22, shape.colour.lighter(0.16)),
                Stop(0.55, shape.colour), Stop(0.9, deep), Stop(1, deep.mixed(shape.colour, 0.35)),
            ]
        )
        paint(shape.path, fill: fill)
    }
}
