import Foundation
import OdoriDomain
import OdoriPorts
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@testable import OdoriStudio

@Suite("Drawings")
struct DrawingTests {
    private static let hostile = [
        "<img src=x onerror=alert(1)>", "]]><script>", "\" onload=\"x", "a&b;'", "\u{0}\u{8}\u{1B}[31m",
        "日本 太郎", "", "\u{FFFE}",
    ]

    @Test("a hostile name is only text in the picture", arguments: hostile)
    func escaping(name: String) throws {
        var concept = try Samples.concept()
        concept.name = name
        for document in [StickerArtist(concept).name(), Portrait(concept).anime()] {
            #expect(try isWellFormed(document))
            #expect(!document.contains("<img") && !document.contains("<script"))
        }
    }

    @Test("words of looks that mean nothing still draw a figure")
    func strangeLooks() throws {
        var concept = try Samples.concept()
        concept.look.hairStyle = "\"/><g>"
        concept.look.hairColour = "red"
        concept.look.eyeColour = "#12"
        concept.look.skinColour = ""
        concept.look.palette = ["url(x)"]
        concept.outfit = "<b>"
        concept.setting = "nowhere"
        for outfit in [nil] + Outfit.allCases.map(Optional.some) {
            let scene = DanceScene.of(concept, outfit)
            let moment = try #require(
                Performance(StudioReferences.all[0].choreography, duration: 0.1, expressions: 1).moments.first
            )
            #expect(try isWellFormed(scene.frame(moment)))
            #expect(try isWellFormed(scene.backdrop.document()))
        }
    }

    @Test("the same order is the same document, byte for byte; another character or outfit is another")
    func determinism() throws {
        let reference = try Samples.reference()
        func documents(_ seed: UInt64) throws -> [String] {
            let concept = try Samples.concept(seed)
            let subjects: [ImageOrder.Subject] = [
                .animeImage, .cosplayImage, .aligned(reference), .variant(.kpop, reference),
                .variant(.swimsuit, reference),
                .chibiSticker, .nameSticker,
            ]
            return subjects.map { StudioImageGenerator.document(ImageOrder($0, concept: concept, sources: [])) }
        }
        let first = try documents(1)
        #expect(try documents(1) == first)
        #expect(Set(first).count == first.count)
        for (one, other) in zip(first, try documents(2)) { #expect(one != other) }
    }

    @Test("every hair cut, outfit and place draws well-formed in both renderings")
    func everything() throws {
        let concept = try Samples.concept()
        var look = FigureLook(concept.look)
        let wardrobes =
            Wardrobe.Own.allCases.map { Wardrobe.own($0, look) } + Outfit.allCases.map { Wardrobe.of(concept, $0) }
        for (index, style) in HairCut.styles.enumerated() {
            look.cut = style.cut
            for rendering in [Rendering.ink, .photo] {
                var drawing = Drawing(width: 1080, height: 1920)
                let figure = FigureArtist(
                    look: look,
                    wardrobe: wardrobes[index % wardrobes.count],
                    pose: Move.all[index % Move.all.count].keys[0].pose,
                    rendering: rendering
                )
                figure.draw(into: &drawing)
                let text = drawing.document()
                #expect(try isWellFormed(text))
                #expect(!text.contains("nan") && !text.contains("inf"))
            }
        }
        for setting in Setting.allCases {
            let backdrop = Backdrop(
                setting: setting,
                main: look.main,
                second: look.second,
                accent: look.accent,
                seed: 3
            )
            #expect(try isWellFormed(backdrop.document()))
        }
    }

    @Test(
        "numbers are written plainly",
        arguments: [(0.04, "0"), (-0.04, "0"), (1.25, "1.3"), (-12.34, "-12.3"), (7, "7")]
    )
    func numbers(value: Double, text: String) {
        #expect(Decimal1.text(value) == text)
    }

    @Test(
        "colours keep clear of the key's green",
        arguments: ["#00ff00", "#1FA79A", "#2F6B52", "#3FE060", "#F0A030", "#ffffff"]
    )
    func keying(hex: String) throws {
        let colour = try #require(Colour(text: hex))
        #expect(colour.besideKey.keyDistance >= Colour.safeDistance - 0.5)
    }

    @Test("letters come out of every script, and unknown signs are left out")
    func letters() {
        #expect(LetterForms.writable("Mio Kazehara") == "MIO KAZEHARA")
        #expect(LetterForms.writable("Zoë <b>") == "ZOE B")
        #expect(!LetterForms.writable("カゼハラ ミオ").isEmpty)
        #expect(LetterForms.writable("☂").isEmpty)
    }

    private func isWellFormed(_ document: String) throws -> Bool {
        XMLParser(data: Data(document.utf8)).parse()
    }
}
