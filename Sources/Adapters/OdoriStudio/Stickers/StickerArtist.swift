import OdoriDomain

/// Draws the stickers of a character on pure green: hard-edged, so that no edge mixes with the green.
struct StickerArtist: Sendable {
    let concept: Concept
    private let look: FigureLook

    init(_ concept: Concept) {
        self.concept = concept
        look = FigureLook(concept.look).besideKey
    }

    /// The character super-deformed, cheering.
    func chibi() -> String {
        let size = Vector(768, 960)
        var drawing = Drawing(width: size.x, height: size.y)
        drawing.paint(rectangle(size), Colour.key)
        let outline = Self.border(into: &drawing, radius: 11)
        let poses: [Pose] = [
            [
                .leftUpper: 46, .leftFore: 20, .leftGrip: 2, .rightUpper: 118, .rightFore: 150, .rightGrip: 4,
                .headRoll: 6,
                .pelvisX: -6, .leftFootX: 8, .rightFootX: 12, .rightHeel: 0.7,
            ],
            [
                .leftUpper: 124, .leftFore: 142, .leftGrip: 1, .rightUpper: 124, .rightFore: 142, .rightGrip: 1,
                .headRoll: -6,
                .leftFootX: 14, .rightFootX: 14,
            ],
            [
                .leftUpper: 118, .leftFore: 158, .leftGrip: 3, .rightUpper: 62, .rightFore: -52, .rightGrip: 2,
                .headRoll: -7,
                .headYaw: 8, .pelvisX: 6, .leftFootX: 12, .rightFootX: 6, .leftHeel: 0.7,
            ],
        ]
        var generator = SplitMix64(seed: look.seed, label: "sticker")
        let pose = generator.pick(poses) ?? .rest
        let wink = generator.index(below: 2) == 0
        let figure = FigureArtist(
            look: look,
            wardrobe: .own(.meant(by: concept.outfit, seed: look.seed), look),
            pose: pose,
            body: .chibi,
            expression: Expression(rightLid: wink ? 1 : 0, mouth: 0.85),
            line: 4.2,
            superDeformed: true
        )
        drawing.group(outline) { drawing in
            drawing.group("transform=\"translate(384,912) scale(0.76)\"") { figure.draw(into: &$0) }
        }
        return drawing.document(title: concept.name)
    }

    /// The character's name in round letters.
    func name() -> String {
        let size = Vector(960, 480)
        var drawing = Drawing(width: size.x, height: size.y)
        drawing.paint(rectangle(size), Colour.key)
        let words = LetterForms.writable(concept.name).split(separator: " ", maxSplits: 1).map(String.init)
        let lines = words.isEmpty ? ["ODORI"] : words
        let border = Self.border(into: &drawing, radius: 9)
        let slant = "transform=\"rotate(-5 480 240)\""
        drawing.group(border) { drawing in
            drawing.group(slant) { drawing in
                let sole = lines.count == 1
                for pen in Pen.allCases {
                    letter(
                        lines[0],
                        pen,
                        middle: Vector(470, sole ? 240 : 170),
                        height: sole ? 200 : 188,
                        into: &drawing
                    )
                    if lines.count > 1 {
                        letter(lines[1], pen, middle: Vector(500, 362), height: 104, into: &drawing)
                    }
                }
                drawCharms(into: &drawing)
            }
        }
        return drawing.document(title: concept.name)
    }

    private func letter(_ text: String, _ pen: Pen, middle: Vector, height: Double, into drawing: inout Drawing) {
        let line = LetterForms.line(text, spacing: 26)
        let scale = min(height / 100, 800 / max(line.width, 1))
        let left = middle.x - line.width * scale / 2
        let top = middle.y - 50 * scale
        let dark = look.main.mixed(Colour(0x2A1646), 0.72)
        let upper = look.accent.lighter(0.2)
        for (index, glyph) in line.paths.enumerated() {
            let hop = index.isMultiple(of: 2) ? -5.0 : 5
            let place = "translate(\(Decimal1.text(left + glyph.x * scale)),\(Decimal1.text(top + hop)))"
            drawing.group("transform=\"\(place) scale(\(Decimal1.fine(scale)))\"") { drawing in
                let path = Path(data: glyph.data)
                switch pen {
                case .outline: drawing.line(path, dark, width: 42)
                case .body:
                    drawing.line(path, index.isMultiple(of: 2) ? upper : look.second.mixed(upper, 0.35), width: 27)
                case .shine:
                    drawing.group("transform=\"translate(-4,-5)\"") { $0.line(path, .white, width: 5, opacity: 0.85) }
                }
            }
        }
    }

    private func drawCharms(into drawing: inout Drawing) {
        let dark = look.main.mixed(Colour(0x2A1646), 0.72)
        let figure = FigureArtist(look: look, wardrobe: .practice(look), pose: .rest)
        for (place, size) in [(Vector(70, 116), 44.0), (Vector(884, 110), 34), (Vector(110, 388), 30)] {
            drawing.paint(figure.star(at: place, size), Colour(0xFFD84A), stroke: dark, width: 9)
        }
    }

    private func rectangle(_ size: Vector) -> Path {
        Path.polygon([.zero, Vector(size.x, 0), size, Vector(0, size.y)])
    }

    /// A white border around whatever is drawn in the group, its edge without half tones.
    private static func border(into drawing: inout Drawing, radius: Double) -> String {
        let table = "0" + String(repeating: " 1", count: 15)
        return drawing.filter(
            """
            <feGaussianBlur in="SourceAlpha" stdDeviation="\(Decimal1.text(radius * 0.62))" result="wide"/>
            <feComponentTransfer in="wide" result="hard">
            <feFuncA type="discrete" tableValues="\(table)"/></feComponentTransfer>
            <feFlood flood-color="#ffffff"/>
            <feComposite in2="hard" operator="in" result="paper"/>
            <feMerge><feMergeNode in="paper"/><feMergeNode in="SourceGraphic"/></feMerge>
            """
        )
    }

    /// The pens that letters are drawn with, one over the other.
    private enum Pen: CaseIterable { case outline, body, shine }
}
