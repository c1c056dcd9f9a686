import OdoriDomain

/// A dancer in a place: what a dance video consists of, one still backdrop and a drawing for each moment.
struct DanceScene: Sendable {
    var look: FigureLook
    var wardrobe: Wardrobe
    var backdrop: Backdrop
    /// Where the dancer stands on the picture.
    static let stand = Vector(540, 1706)

    /// A character dancing in an outfit; nil is the concept's own.
    static func of(_ concept: Concept, _ outfit: Outfit?) -> DanceScene {
        let look = FigureLook(concept.look)
        return DanceScene(
            look: look,
            wardrobe: .of(concept, outfit),
            backdrop: Backdrop(
                setting: .of(concept, outfit),
                main: look.main,
                second: look.second,
                accent: look.accent,
                seed: look.seed
            )
        )
    }

    /// The dancer of a reference of the studio's: dressed for practice, without a face of its own.
    static func of(_ reference: StudioReferences.Entry) -> DanceScene {
        let colours = reference.palette.map { Colour($0) }
        var look = FigureLook(
            cut: HairCut.styles[3].cut,
            hair: colours[0].darker(0.45),
            eyes: colours[0],
            skin: colours[1].mixed(Colour(0xD9C6CF), 0.55),
            palette: colours,
            seed: reference.seed
        )
        look.masked = true
        return DanceScene(
            look: look,
            wardrobe: .practice(look),
            backdrop: Backdrop(
                setting: reference.setting,
                main: look.main,
                second: look.second,
                accent: look.accent,
                seed: look.seed
            )
        )
    }

    /// How much more of the drawing there is on every side than the picture shows, for the camera to move in.
    static let margin = 24.0

    /// One drawing, transparent where the backdrop shows.
    func frame(_ moment: Performance.Moment) -> String {
        var drawing = Drawing(width: 1080 + 2 * Self.margin, height: 1920 + 2 * Self.margin)
        let inset = Decimal1.text(Self.margin)
        drawing.group("transform=\"translate(\(inset),\(inset))\"") { draw(moment, into: &$0) }
        return drawing.document()
    }

    /// A still of the dance with its backdrop.
    func still(_ moment: Performance.Moment, title: String?) -> String {
        var drawing = Drawing(width: 1080, height: 1920)
        backdrop.draw(into: &drawing)
        draw(moment, into: &drawing)
        return drawing.document(title: title)
    }

    private func draw(_ moment: Performance.Moment, into drawing: inout Drawing) {
        let ambience = Ambience(backdrop: backdrop)
        let figure = FigureArtist(
            look: look,
            wardrobe: wardrobe,
            pose: moment.pose,
            expression: moment.expression,
            sway: moment.sway
        )
        ambience.drawBehind(moment, into: &drawing)
        ambience.drawShadow(figure.skeleton, at: Self.stand, scale: 1, into: &drawing)
        drawing.group("transform=\"translate(\(Decimal1.text(Self.stand.x)),\(Decimal1.text(Self.stand.y)))\"") {
            figure.draw(into: &$0)
        }
        ambience.drawBefore(moment, into: &drawing)
    }
}
