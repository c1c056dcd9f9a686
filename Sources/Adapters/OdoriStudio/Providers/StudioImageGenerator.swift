import Foundation
package import OdoriDomain
package import OdoriPorts
package import OdoriProcess
package import SystemPackage

/// Draws a character's pictures on this machine: the same order always gives the same picture.
package struct StudioImageGenerator: ImageGenerator {
    package var terms: CallTerms { .free("studio") }
    private let renderer: StillRenderer

    package init(tools: ToolRunner = ToolRunner()) {
        renderer = StillRenderer(tools: tools)
    }

    /// - Throws: `tool_missing`, `tool_failed`, `time_limit`.
    package func draw(_ order: ImageOrder, into file: FilePath) async throws -> Priced<Origin> {
        let document = Self.document(order)
        var grain = false
        if case .cosplayImage = order.subject { grain = true }
        try await renderer.render(document, grain: grain, into: file)
        let hash = hexSHA256(Data(document.utf8))
        return Priced(Origin(provider: "studio", model: "studio-artist-1", promptHash: hash))
    }

    /// The picture as an SVG document.
    static func document(_ order: ImageOrder) -> String {
        let concept = order.concept
        return switch order.subject {
        case .animeImage: Portrait(concept).anime()
        case .cosplayImage: Portrait(concept).cosplay()
        case .aligned(let reference): opening(concept, nil, reference)
        case .variant(let outfit, let reference): opening(concept, outfit, reference)
        case .chibiSticker: StickerArtist(concept).chibi()
        case .nameSticker: StickerArtist(concept).name()
        }
    }

    /// The first picture of the dance that will be made from it.
    private static func opening(_ concept: Concept, _ outfit: Outfit?, _ reference: ReferenceMotion) -> String {
        let dance = Choreographer.choreography(
            id: reference.id,
            source: reference.source,
            analysis: reference.analysis,
            duration: reference.media.duration
        )
        let performance = Performance(dance, duration: 1 / Double(Performance.rate), expressions: concept.look.seed)
        let scene = DanceScene.of(concept, outfit)
        return performance.moments.first.map { scene.still($0, title: concept.name) } ?? ""
    }
}
