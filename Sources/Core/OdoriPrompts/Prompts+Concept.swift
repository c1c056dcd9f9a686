import OdoriDomain
package import OdoriPorts

extension Prompts {
    static let conceptRules = """
        You invent original, fictional adult characters for dance videos. Every character is at least {minimumAge} years old, and \
        says so by age, look and manner. Names are invented: none of a real person, none of a figure of an existing work. Name no \
        brands, bands, films, games or series. Clothes are tasteful stage and street fashion. Answer with the JSON that is asked \
        for and nothing else.
        """ as PromptTemplate

    static let concept = """
        Invent one character who dances to {style} ({mood}).

        Give eight candidate names, a given name and a family name each, in Latin letters; the given names begin with {initials}.
        The temper should surprise: think of {temper}. The colours should suit {colours}.
        Give the age, a personality in one sentence, hair (style in a few words, colour), eye colour and skin colour, a palette of \
        three colours for the clothes (main, second, accent), all colours as #rrggbb, an outfit in one sentence, a setting in a few \
        words, a dance mood in a few words, one sentence of directions for pictures of the character, a caption of at most 120 \
        characters and three to six hashtags for posting.
        """ as PromptTemplate

    static let conceptAgain = """
        {concept}

        An earlier answer was refused: {complaint}. Write another character that keeps this rule.
        """ as PromptTemplate

    /// What a concept writer is told. The same brief gives the same words; another seed or candidate others.
    package static func concept(_ brief: ConceptBrief) -> Prompt {
        var dice = brief.seed &+ UInt64(brief.candidate) &* 0x9E37_79B9_7F4A_7C15
        let text = concept.filled([
            "style": brief.style.title,
            "mood": brief.style.mood,
            "initials": pick(3, of: initials, &dice).joined(separator: ", "),
            "temper": pick(1, of: tempers, &dice)[0],
            "colours": pick(1, of: colours, &dice)[0],
        ])
        let rules = conceptRules.filled(["minimumAge": String(Concept.minimumAge)])
        guard let complaint = brief.complaint else { return Prompt(rules: rules, text) }
        // The whole first prompt is longer than a value may be, and is ours.
        let again = conceptAgain.filled(["complaint": complaint]).replacing("{concept}", with: text)
        return Prompt(rules: rules, again)
    }

    private static let initials = "A B C D E F H I K L M N O R S T U V Y Z".split(separator: " ").map(String.init)
    private static let tempers = [
        "a watchmaker's patience", "a street musician's nerve", "a librarian with a drum kit",
        "a marathon runner's calm",
        "somebody who laughs at her own mistakes", "a night-shift baker", "a mountain guide on her day off",
        "an engineer who counts in eights", "a quiet winner", "a host who knows every guest", "a climber's focus",
        "a gardener who talks to the rain",
    ]
    private static let colours = [
        "a lit harbour at night", "frost in the morning", "a summer market", "autumn on a tram line", "neon after rain",
        "tea fields", "a ferry at dusk", "a record shop", "a rooftop in May", "a desert road", "a greenhouse",
        "winter sunlight",
    ]

    /// `count` different entries, chosen by a number that is used up a little with each.
    private static func pick(_ count: Int, of list: [String], _ dice: inout UInt64) -> [String] {
        var left = list
        return (0..<min(count, list.count)).map { _ in
            dice = (dice ^ (dice >> 30)) &* 0xBF58_476D_1CE4_E5B9
            dice ^= dice >> 27
            return left.remove(at: Int(dice % UInt64(left.count)))
        }
    }
}
