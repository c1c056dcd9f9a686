import Foundation
import OdoriDomain

/// What a composer that is a model is told: style, exact tempo, and the dance's sections with their times. It names no artist, no song
/// and no franchise.
package enum MusicPrompt {
    /// The least that any provider takes.
    static let longest = 2000

    package static func text(_ brief: MusicBrief) -> String {
        let style = brief.style
        let lines =
            [
                "Instrumental \(style.title) track for a dance video, no vocals, no spoken words.",
                "Tempo: exactly \(number(brief.analysis.tempo)) BPM from the first beat to the last, 4/4, no tempo changes.",
                "Mood: \(style.mood).",
                "Instruments: \(style.instruments.joined(separator: ", ")).",
                "Structure:",
            ] + brief.analysis.sections.map(line) + [
                "The drop lands at \(number(brief.analysis.drop)) s: full drums and bass enter there at once, after a clear build.",
                "At least \(number(brief.duration + 2)) s long. Starts on the first beat, without a fade-in, and keeps its energy to the end.",
            ]
        return String(lines.joined(separator: "\n").prefix(longest))
    }

    private static func line(_ section: DanceAnalysis.Section) -> String {
        "- \(number(section.start))–\(number(section.end)) s: \(words[section.name] ?? section.name)"
    }

    private static let words = [
        "intro": "intro, sparse and inviting", "build": "build, rising tension with a roll into the drop",
        "drop": "drop, full energy with the main hook", "outro": "outro, the hook winds down on the beat",
    ]

    private static func number(_ value: Double) -> String {
        String(format: "%.1f", locale: Locale(identifier: "en_US_POSIX"), value)
    }
}
