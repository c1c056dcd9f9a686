/// What no text about a character may hold, whoever wrote it: every prompt and every concept is held against it.
///
/// A list finds words, not meanings; the providers' own judges stand behind it.
package enum ContentRules {
    /// The rule that a text breaks first, as a sentence; nil when it keeps them all.
    package static func complaint(about text: String) -> String? {
        let words = words(of: text)
        for begin in words.indices {
            var phrase = ""
            for word in words[begin...].prefix(longestPhrase) {
                phrase += phrase.isEmpty ? word : " " + word
                if let rule = rules[phrase] { return rule.sentence(about: phrase) }
            }
        }
        return nil
    }

    private enum Rule {
        case adult
        case decent
        case original
        case nobody

        func sentence(about phrase: String) -> String {
            switch self {
            case .adult: "“\(phrase)” must not be said of an adult character"
            case .decent: "“\(phrase)” does not belong in tasteful fashion and dance direction"
            case .original: "“\(phrase)” is an existing work or brand; the character must be original"
            case .nobody: "a real person or a known figure must not be named"
            }
        }
    }

    /// Every phrase that is looked for, of one word or several, with what forbids it.
    private static let rules: [String: Rule] = {
        let lists: [([String], Rule)] = [
            (notAdult, .adult), (notDecent, .decent), (works, .original),
            (Array(NameDenyList.names), .nobody),
        ]
        return Dictionary(lists.flatMap { list, rule in list.map { ($0, rule) } }) { first, _ in first }
    }()

    private static let longestPhrase = rules.keys.map { $0.split(separator: " ").count }.max() ?? 0

    /// Lower-case words of letters and digits; an apostrophe's ending belongs to none.
    private static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// What makes somebody a minor, or look like one.
    private static let notAdult = [
        "child", "children", "childlike", "kid", "kids", "teen", "teens", "teenage", "teenager", "underage", "minor",
        "schoolgirl", "schoolboy", "school girl", "school boy", "school uniform", "high school", "middle school",
        "little girl", "little boy", "young girl", "young boy", "loli", "lolita", "shota", "toddler", "baby", "preteen",
        "youthful looking girl", "petite girl", "jk uniform", "seifuku",
    ]

    private static let notDecent = [
        "nude", "naked", "nudity", "topless", "nsfw", "erotic", "sexual", "sexy", "lewd", "fetish", "lingerie",
        "underwear", "see through", "cleavage", "seductive", "provocative", "explicit", "hentai", "ecchi", "upskirt",
        "micro bikini", "string bikini", "bondage",
    ]

    /// Works, figures and brands that have owners.
    private static let works = [
        "disney", "pixar", "marvel", "pokemon", "pikachu", "naruto", "one piece", "dragon ball", "sailor moon",
        "evangelion", "genshin", "honkai", "vocaloid", "hatsune miku", "hololive", "love live", "idolmaster",
        "demon slayer", "attack on titan", "jujutsu kaisen", "spy x family", "my hero academia", "final fantasy",
        "street fighter", "league of legends", "overwatch", "zelda", "super mario", "nintendo", "hello kitty", "sanrio",
        "studio ghibli", "ghibli", "totoro", "barbie", "star wars", "harry potter", "blackpink", "bts",
        "newjeans", "aespa", "le sserafim", "itzy", "taylor swift", "beyonce", "rihanna",
    ]
}
