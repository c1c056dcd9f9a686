package import OdoriDomain

extension Prompts {
    /// A concept that nobody has written yet: what it will say stands in braces.
    package static let unwritten = Concept(
        name: "{name}", age: Concept.minimumAge, personality: "{personality}",
        look: Concept.Look(
            seed: 0, hairStyle: "{hair style}", hairColour: "{hair colour}", eyeColour: "{eye colour}",
            skinColour: "{skin colour}", palette: ["{main}", "{second}", "{accent}"]),
        outfit: "{outfit}", setting: "{setting}", danceMood: "{dance mood}", directions: "{directions}",
        caption: "{caption}", hashtags: [])

    /// What is said to providers in one stage, with a word for each prompt; empty for a stage that is told nothing.
    package static func said(in stage: StageKind, _ style: Style) -> [(what: String, prompt: Prompt)] {
        switch stage {
        case .animeImage: [("anime image", picture(showing: .animeImage, of: unwritten))]
        case .cosplayImage: [("cosplay image", picture(showing: .cosplayImage, of: unwritten))]
        case .align: [("aligned picture", picture(showing: .aligned, of: unwritten))]
        case .variantImage(let outfit):
            [("\(outfit.rawValue) picture", picture(showing: .variant(outfit), of: unwritten))]
        case .stickers:
            [
                ("chibi sticker", picture(showing: .chibiSticker, of: unwritten)),
                ("name sticker", picture(showing: .nameSticker, of: unwritten)),
            ]
        case .dance, .variantDance: [("motion transfer", motion)]
        case .music: [("score", music(in: style))]
        case .concept, .remix, .master, .soundtracks, .publish: []
        }
    }
}
