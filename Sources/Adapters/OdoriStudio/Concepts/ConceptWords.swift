import OdoriDomain

/// The words that concepts are written with.
enum ConceptWords {
    static let tempers: [(words: String, tag: String)] = [
        ("a calm perfectionist who laughs the moment the music starts", "calmstorm"),
        ("a sunny morning person who turns every corridor into a stage", "sunnyside"),
        ("a quiet night owl with a sharp sense of rhythm and dry humour", "nightowl"),
        ("a warm-hearted show-off who practises twice as long as anyone", "showtime"),
        ("a curious tinkerer who counts beats in everything she hears", "beatseeker"),
        ("a fearless beginner at everything and a natural at dancing", "fearless"),
        ("a gentle leader who remembers everybody's coffee order", "gentleleader"),
        ("a mischievous daydreamer with perfect timing", "daydreamer"),
        ("an elegant all-rounder who hates to lose at arcade games", "allrounder"),
        ("a blunt, loyal friend who only relaxes on the dance floor", "loyalheart"),
    ]

    static let moods = [
        "crisp and playful", "smooth and teasing the beat", "bouncy with clean lines", "cool with sudden sparks",
        "wide and joyful", "precise and proud", "loose and glowing", "elegant with a wink",
    ]

    static let skins = ["#FFE4D6", "#FDDCC8", "#F6CDB0", "#EDBC98", "#D9A27C", "#B98058"]

    static func caption(_ given: String, place: String, _ generator: inout SplitMix64) -> String {
        let captions = [
            "\(given) found the beat \(place). Your turn!", "Three looks, one beat: \(given) \(place).",
            "Blink and \(given) has changed outfits. Watch till the drop!", "\(given) does not wait for the chorus.",
            "Sound on: \(given) dances \(place).", "Which look is yours? \(given) wears them all \(place).",
        ]
        return generator.pick(captions) ?? captions[0]
    }

    static func hashtags(_ style: Style, _ temper: String, _ given: String) -> [String] {
        let styleTag = style.id.filter { $0.isLetter || $0.isNumber }
        return ["#odori", "#\(styleTag)", "#animedance", "#outfitchange", "#\(temper)", "#\(given.lowercased())dances"]
    }
}
