/// Who a character is: an original, fictional adult.
package struct Concept: Codable, Sendable, Hashable {
    /// As shown, e.g. `Mio Kazehara`.
    package var name: String
    /// Years; at least `minimumAge`.
    package var age: Int
    package var personality: String
    package var look: Look
    /// What the concept's own outfit is, in words.
    package var outfit: String
    package var setting: String
    package var danceMood: String
    /// What pictures of the character should show beside all this; nil where nobody said.
    package var directions: String?
    /// For posting.
    package var caption: String
    package var hashtags: [String]

    package static let minimumAge = 20

    package init(
        name: String,
        age: Int,
        personality: String,
        look: Look,
        outfit: String,
        setting: String,
        danceMood: String,
        directions: String? = nil,
        caption: String,
        hashtags: [String]
    ) {
        self.name = name
        self.age = age
        self.personality = personality
        self.look = look
        self.outfit = outfit
        self.setting = setting
        self.danceMood = danceMood
        self.directions = directions
        self.caption = caption
        self.hashtags = hashtags
    }

    /// The look in data that a draughtsman follows; colours are `#rrggbb`.
    package struct Look: Codable, Sendable, Hashable {
        /// Chooses every detail that the other fields leave open.
        package var seed: UInt64
        package var hairStyle: String
        package var hairColour: String
        package var eyeColour: String
        package var skinColour: String
        /// Main, second and accent colour of the outfit.
        package var palette: [String]

        package init(
            seed: UInt64,
            hairStyle: String,
            hairColour: String,
            eyeColour: String,
            skinColour: String,
            palette: [String]
        ) {
            self.seed = seed
            self.hairStyle = hairStyle
            self.hairColour = hairColour
            self.eyeColour = eyeColour
            self.skinColour = skinColour
            self.palette = palette
        }

        enum CodingKeys: String, CodingKey {
            case seed, palette
            case hairStyle = "hair_style"
            case hairColour = "hair_colour"
            case eyeColour = "eye_colour"
            case skinColour = "skin_colour"
        }
    }

    enum CodingKeys: String, CodingKey {
        case name, age, personality, look, outfit, setting, directions, caption, hashtags
        case danceMood = "dance_mood"
    }
}
