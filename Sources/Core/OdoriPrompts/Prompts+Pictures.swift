import Foundation
package import OdoriDomain
package import OdoriPorts

extension Prompts {
    /// Who the picture shows, the same words in each.
    static let character = """
        {name}, {age} years old: {personality}. Hair: {hairStyle}, {hairColour}. Eyes {eyeColour}, skin {skinColour}. {directions}
        """ as PromptTemplate

    static let animeImage = """
        Draw this character as a full-body anime illustration, head to shoes in the picture, standing, facing us, one weight-bearing \
        leg, arms relaxed. Vertical 9:16, clean lines, soft cel shading, room above the head and below the feet.

        {character}
        Outfit: {outfit}, in {palette}. Setting: {setting}.
        """ as PromptTemplate

    static let cosplayImage = """
        The first picture shows a drawn character. Make the photograph of an adult cosplayer dressed as that character: a real \
        person's proportions, real fabrics, the same hair, colours, outfit and accessories. Full body, head to shoes in the picture, \
        vertical 9:16, natural light, at the same place.

        {character}
        """ as PromptTemplate

    static let aligned = """
        The first picture shows the character, the last one a dancer. Show the character of the first picture in exactly the pose, \
        size, place and camera framing of the dancer in the last picture: the same limbs bent the same way, the same distance from \
        every edge. Take face, hair, body and clothes from the first picture alone; take nothing of the dancer's looks. Vertical \
        9:16, head to shoes in the picture.

        {character}
        Outfit: {outfit}. Setting: {setting}.
        """ as PromptTemplate

    static let variant = """
        The first picture shows the character. Show the same person in the same pose, size, place and framing, changed into another \
        outfit: {look}, in {palette}. Face, hair, body and pose stay as they are to the pixel; only the clothes and the place change. \
        Place: {place}. Vertical 9:16, head to shoes in the picture.

        {character}
        """ as PromptTemplate

    static let chibiSticker = """
        Draw this character as a chibi mascot sticker: a big round head, a small body, a happy dance pose, thick white outline. The \
        ground is one flat pure green, #00ff00, to the very edges, without shadow, gradient or texture; nothing on the figure is \
        that green. The figure fills four fifths of the square.

        {character}
        Outfit: {outfit}, in {palette}.
        """ as PromptTemplate

    static let nameSticker = """
        Letter the name “{name}” as a sticker: bold, rounded, playful letters in {palette} with a thick white outline, on two lines \
        at most, spelt exactly so, no other text and no figure. The ground is one flat pure green, #00ff00, to the very edges, \
        without shadow, gradient or texture; no letter is that green. The lettering fills nine tenths of the width.
        """ as PromptTemplate

    /// What who draws is told.
    package static func picture(_ subject: ImageOrder.Subject, of concept: Concept) -> Prompt {
        picture(showing: PictureKind(subject), of: concept)
    }

    /// What who draws is told; whatever a reference adds is a picture that is sent along.
    package static func picture(showing subject: PictureKind, of concept: Concept) -> Prompt {
        let (template, look): (PromptTemplate, (clothes: String, place: String)?) =
            switch subject {
            case .animeImage: (animeImage, nil)
            case .cosplayImage: (cosplayImage, nil)
            case .aligned: (aligned, nil)
            case .variant(let outfit): (variant, outfit.look)
            case .chibiSticker: (chibiSticker, nil)
            case .nameSticker: (nameSticker, nil)
            }
        var values = values(of: concept)
        values["look"] = look?.clothes
        values["place"] = look?.place
        let who = character.filled(values)
        // The description is ours, and longer than a value may be.
        let parts = template.text.components(separatedBy: "{character}").map {
            PromptTemplate(stringLiteral: $0).filled(values)
        }
        return Prompt(rules: pictureRules, parts.joined(separator: who))
    }

    private static func values(of concept: Concept) -> [String: String] {
        [
            "name": concept.name, "age": String(concept.age), "personality": concept.personality,
            "hairStyle": concept.look.hairStyle, "hairColour": concept.look.hairColour,
            "eyeColour": concept.look.eyeColour, "skinColour": concept.look.skinColour,
            "palette": concept.look.palette.joined(separator: ", "), "outfit": concept.outfit,
            "setting": concept.setting, "directions": concept.directions ?? "",
        ]
    }
}

/// A picture by what it shows of a character.
package enum PictureKind: Sendable, Hashable {
    case animeImage, cosplayImage, aligned, chibiSticker, nameSticker
    case variant(Outfit)

    init(_ subject: ImageOrder.Subject) {
        self =
            switch subject {
            case .animeImage: .animeImage
            case .cosplayImage: .cosplayImage
            case .aligned: .aligned
            case .variant(let outfit, _): .variant(outfit)
            case .chibiSticker: .chibiSticker
            case .nameSticker: .nameSticker
            }
    }
}

extension Outfit {
    /// What a variant wears, and where.
    fileprivate var look: (clothes: String, place: String) {
        switch self {
        case .kpop:
            (
                "a polished stage outfit of an adult dance group: cropped jacket, layered skirt or trousers, boots",
                "a lit stage"
            )
        case .swimsuit:
            ("sporty, editorial beachwear: a high-neck swim top, swim shorts and an open beach shirt", "a sunny beach")
        }
    }
}
