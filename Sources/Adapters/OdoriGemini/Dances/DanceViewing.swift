/// A dance as the model saw it.
struct DanceViewing: Decodable {
    var people: Int
    var allAdults: Bool
    /// Seconds.
    var drop: Double
    var sections: [Section]
    var mood: String

    struct Section: Decodable {
        var name: String
        var start: Double
        var end: Double
    }

    enum CodingKeys: String, CodingKey {
        case people, drop, sections, mood
        case allAdults = "all_adults"
    }

    static let schema = GeminiSchema.object([
        ("people", .integer("how many people dance")),
        ("all_adults", .boolean("every person to be seen is clearly an adult")),
        ("drop", .number("seconds from the start at which the drop begins")),
        (
            "sections",
            .list(
                .object([
                    ("name", .text(of: ["intro", "build", "drop", "outro"])), ("start", .number("seconds")),
                    ("end", .number("seconds")),
                ]), from: 1, to: 12)
        ),
        ("mood", .text()),
    ])
}
