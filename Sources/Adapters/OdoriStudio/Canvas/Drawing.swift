/// An SVG document in the making. Everything is written in the order in which it is painted.
struct Drawing: Sendable {
    private var body = ""
    private var definitions = ""
    private var names = 0
    let width: Double
    let height: Double

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// The finished document, rasterised at its own size.
    func document(title: String? = nil) -> String {
        let size = "width=\"\(Decimal1.text(width))\" height=\"\(Decimal1.text(height))\""
        let box = "viewBox=\"0 0 \(Decimal1.text(width)) \(Decimal1.text(height))\""
        let heading = title.map { "<title>\(Self.escape($0))</title>" } ?? ""
        let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) \(box)>\(heading)"
        return "\(head)<defs>\(definitions)</defs>\(body)</svg>\n"
    }

    /// Paints a path.
    mutating func paint(
        _ path: Path,
        fill: Fill? = nil,
        stroke: Colour? = nil,
        width: Double = 0,
        opacity: Double = 1
    ) {
        body.append("<path d=\"\(path.data)\" fill=\"\(fill?.value ?? "none")\"")
        if let stroke, width > 0 {
            body.append(" stroke=\"\(stroke.hex)\" stroke-width=\"\(Decimal1.text(width))\"")
            body.append(" stroke-linecap=\"round\" stroke-linejoin=\"round\"")
        }
        if opacity < 1 { body.append(" opacity=\"\(Decimal1.fine(opacity))\"") }
        body.append("/>")
    }

    mutating func paint(
        _ path: Path,
        _ colour: Colour,
        stroke: Colour? = nil,
        width: Double = 0,
        opacity: Double = 1
    ) {
        paint(path, fill: .plain(colour), stroke: stroke, width: width, opacity: opacity)
    }

    /// Paints an open line.
    mutating func line(_ path: Path, _ colour: Colour, width: Double, opacity: Double = 1) {
        paint(path, stroke: colour, width: width, opacity: opacity)
    }

    /// Paints what `build` paints as a group with the given attributes, which are written by the code and not by users.
    mutating func group(_ attributes: String, _ build: (inout Drawing) -> Void) {
        body.append("<g \(attributes)>")
        build(&self)
        body.append("</g>")
    }

    /// Paints what `build` paints, but only inside `path`.
    mutating func clipped(to path: Path, _ build: (inout Drawing) -> Void) {
        let name = define { "<clipPath id=\"\($0)\"><path d=\"\(path.data)\"/></clipPath>" }
        group("clip-path=\"url(#\(name))\"", build)
    }

    /// A gradient along a line of the picture.
    mutating func linear(_ from: Vector, _ to: Vector, _ stops: [Stop]) -> Fill {
        let ends =
            "x1=\"\(Decimal1.text(from.x))\" y1=\"\(Decimal1.text(from.y))\" "
            + "x2=\"\(Decimal1.text(to.x))\" y2=\"\(Decimal1.text(to.y))\""
        let text = Self.text(of: stops)
        return .named(
            define {
                "<linearGradient id=\"\($0)\" gradientUnits=\"userSpaceOnUse\" \(ends)>\(text)</linearGradient>"
            }
        )
    }

    /// A gradient from a point outwards, in circles or, flattened, in ellipses that lie on a floor.
    mutating func radial(_ centre: Vector, _ radius: Double, flat: Double = 1, _ stops: [Stop]) -> Fill {
        let place = "translate(\(Decimal1.text(centre.x)) \(Decimal1.text(centre.y))) scale(1 \(Decimal1.fine(flat)))"
        let ends = "cx=\"0\" cy=\"0\" r=\"\(Decimal1.text(radius))\" gradientTransform=\"\(place)\""
        let text = Self.text(of: stops)
        return .named(
            define {
                "<radialGradient id=\"\($0)\" gradientUnits=\"userSpaceOnUse\" \(ends)>\(text)</radialGradient>"
            }
        )
    }

    /// Defines a filter from its primitives and returns the attribute that applies it.
    mutating func filter(_ primitives: String, region: String = "x=\"-10%\" y=\"-10%\" width=\"120%\" height=\"120%\"")
        -> String
    {
        let name = define {
            "<filter id=\"\($0)\" \(region) color-interpolation-filters=\"sRGB\">\(primitives)</filter>"
        }
        return "filter=\"url(#\(name))\""
    }

    mutating func blur(_ deviation: Double) -> String {
        filter("<feGaussianBlur stdDeviation=\"\(Decimal1.text(deviation))\"/>")
    }

    private mutating func define(_ element: (String) -> String) -> String {
        names += 1
        let name = "d\(names)"
        definitions.append(element(name))
        return name
    }

    private static func text(of stops: [Stop]) -> String {
        stops.map { stop in
            let opacity = stop.opacity < 1 ? " stop-opacity=\"\(Decimal1.fine(stop.opacity))\"" : ""
            return "<stop offset=\"\(Decimal1.fine(stop.offset))\" stop-color=\"\(stop.colour.hex)\"\(opacity)/>"
        }.joined()
    }
}

extension Drawing {
    /// What a surface is filled with.
    enum Fill: Hashable, Sendable {
        case plain(Colour)
        /// A gradient of this drawing.
        case named(String)

        var value: String {
            switch self {
            case .plain(let colour): colour.hex
            case .named(let name): "url(#\(name))"
            }
        }
    }

    /// One colour of a gradient.
    struct Stop: Hashable, Sendable {
        var offset: Double
        var colour: Colour
        var opacity: Double

        init(_ offset: Double, _ colour: Colour, _ opacity: Double = 1) {
            self.offset = offset
            self.colour = colour
            self.opacity = opacity
        }
    }

    /// Makes text from models or users safe inside the document.
    static func escape(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "&": safe += "&amp;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            case _ where scalar.properties.generalCategory == .control: safe += " "
            case "\u{FFFE}", "\u{FFFF}": safe += " "
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}
