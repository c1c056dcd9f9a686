import OdoriDomain
import OdoriPorts

/// A concept as the model writes it. What is missing is empty, so that the rules say what is wrong, not the reader.
struct WrittenConcept: Decodable {
    var names: [String]
    var age: Int
    var personality: String
    var hairStyle: String
    var hairColour: String
    var eyeColour: String
    var skinColour: String
    var palette: [String]
    var outfit: String
    var setting: String
    var danceMood: String
    var directions: String
    var caption: String
    var hashtags: [String]

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        names = try members.decodeIfPresent([String].self, forKey: .names) ?? []
        age = try members.decodeIfPresent(Int.self, forKey: .age) ?? 0
        palette = try members.decodeIfPresent([String].self, forKey: .palette) ?? []
        hashtags = try members.decodeIfPresent([String].self, forKey: .hashtags) ?? []
        func text(_ key: CodingKeys) throws -> String { try members.decodeIfPresent(String.self, forKey: key) ?? "" }
        personality = try text(.personality)
        hairStyle = try text(.hairStyle)
        hairColour = try text(.hairColour)
        eyeColour = try text(.eyeColour)
        skinColour = try text(.skinColour)
        outfit = try text(.outfit)
        setting = try text(.setting)
        danceMood = try text(.danceMood)
        directions = try text(.directions)
        caption = try text(.caption)
    }

    enum CodingKeys: String, CodingKey {
        case names, age, personality, palette, outfit, setting, directions, caption, hashtags
        case hairStyle = "hair_style"
        case hairColour = "hair_colour"
        case eyeColour = "eye_colour"
        case skinColour = "skin_colour"
        case danceMood = "dance_mood"
    }

    static let schema = GeminiSchema.object([
        ("names", .list(.text(), "candidate names, given name first", from: 3, to: 8)),
        ("age", .integer("years, at least \(Concept.minimumAge)")),
        ("personality", .text()), ("hair_style", .text()),
        ("hair_colour", .text("#rrggbb")), ("eye_colour", .text("#rrggbb")), ("skin_colour", .text("#rrggbb")),
        ("palette", .list(.text("#rrggbb"), "main, second and accent colour", from: 3, to: 3)),
        ("outfit", .text()), ("setting", .text()), ("dance_mood", .text()), ("directions", .text()),
        ("caption", .text()), ("hashtags", .list(.text(), from: 3, to: 6)),
    ])
}

extension WrittenConcept {
    /// The concept in our form: texts of one line and bounded length, colours that are colours, names that may be used first.
    func draft(seed: UInt64, origin: Origin) -> ConceptDraft {
        let all = names.map { Self.line($0, 60) }.filter { !$0.isEmpty }
        let allowed = all.filter(NameDenyList.allows)
        // Where none may be used, the first stays, and the rules refuse it.
        let usable = allowed.isEmpty ? Array(all.prefix(1)) : allowed
        let colours = (palette.map { Optional($0) } + [nil, nil, nil]).prefix(3)
        let concept = Concept(
            name: usable.first ?? "",
            age: age,
            personality: Self.line(personality, 300),
            look: Concept.Look(
                seed: seed,
                hairStyle: Self.line(hairStyle, 100),
                hairColour: Self.colour(hairColour) ?? "#3A2F5B",
                eyeColour: Self.colour(eyeColour) ?? "#4C97DB",
                skinColour: Self.colour(skinColour) ?? "#F6CDB0",
                palette: zip(colours, ["#6C5CE7", "#FBEFFF", "#FF6FB0"]).map { $0.flatMap(Self.colour) ?? $1 }
            ),
            outfit: Self.line(outfit, 300),
            setting: Self.line(setting, 200),
            danceMood: Self.line(danceMood, 200),
            directions: Self.line(directions, 300),
            caption: Self.line(caption, 200),
            hashtags: Array(hashtags.compactMap(Self.hashtag).prefix(8))
        )
        return ConceptDraft(concept, otherNames: Array(usable.dropFirst()), origin: origin)
    }

    private static func line(_ text: String, _ longest: Int) -> String {
        let plain = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) }
        return String(String(plain).split(separator: " ").joined(separator: " ").prefix(longest))
    }

    /// `#rrggbb`; nil for anything else.
    private static func colour(_ text: String) -> String? {
        guard text.utf8.count == 7, text.first == "#", text.dropFirst().allSatisfy({ $0.isASCII && $0.isHexDigit })
        else {
            return nil
        }
        return text
    }

    private static func hashtag(_ text: String) -> String? {
        let word = text.filter { $0.isLetter || $0.isNumber || $0 == "_" }.prefix(40)
        return word.isEmpty ? nil : "#\(word)"
    }
}
