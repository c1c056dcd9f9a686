/// A music style: what the composer aims at and what the concept's mood leans on.
package struct Style: Sendable, Hashable {
    package let id: String
    package let title: String
    package let bpm: ClosedRange<Double>
    package let mood: String
    package let instruments: [String]
    package let structure: [String]

    package static let all: [Style] = [
        Style(
            id: "kpop_dance",
            title: "K-pop dance",
            bpm: 100...132,
            mood: "bright, confident, polished",
            instruments: ["punchy drums", "synth bass", "bright synth lead", "plucked chords"],
            structure: ["intro", "build", "drop"]
        ),
        Style(
            id: "city_pop",
            title: "City pop",
            bpm: 96...116,
            mood: "warm, breezy, nostalgic",
            instruments: ["tight drums", "slap bass", "electric piano", "brass stabs"],
            structure: ["intro", "build", "drop"]
        ),
        Style(
            id: "future_bass",
            title: "Future bass",
            bpm: 120...150,
            mood: "euphoric, glittering",
            instruments: ["half-time drums", "sub bass", "saw chords", "bell lead"],
            structure: ["intro", "build", "drop"]
        ),
    ]

    package static let standard = "kpop_dance"

    package static func named(_ id: String) -> Style? {
        all.first { $0.id == id }
    }
}
