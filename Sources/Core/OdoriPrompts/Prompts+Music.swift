import Foundation
package import OdoriDomain
package import OdoriPorts

extension Prompts {
    static let music = """
        Instrumental {style} track for a dance video, no vocals, no spoken words.
        Tempo: exactly {tempo} BPM from the first beat to the last, 4/4, no tempo changes.
        Mood: {mood}.
        Instruments: {instruments}.
        Structure:
        {sections}
        The drop lands at {drop} s: full drums and bass enter there at once, after a clear build.
        At least {length} s long. Starts on the first beat, without a fade-in, and keeps its energy to the end.
        """ as PromptTemplate

    static let section = "- {start}–{end} s: {course}" as PromptTemplate

    /// The least that any provider of music takes.
    private static let longestMusic = 2000

    /// What a composer that is a model is told: style, exact tempo, and the dance's sections with their times.
    package static func music(_ brief: MusicBrief) -> Prompt {
        var values = values(of: brief.style)
        values["tempo"] = number(brief.analysis.tempo)
        values["drop"] = number(brief.analysis.drop)
        values["length"] = number(brief.duration + 2)
        let sections = brief.analysis.sections.map { part in
            section.filled([
                "start": number(part.start), "end": number(part.end), "course": courses[part.name] ?? part.name,
            ])
        }
        // The list of sections is ours, and longer than a value may be.
        let parts = music.text.components(separatedBy: "{sections}").map {
            PromptTemplate(stringLiteral: $0).filled(values)
        }
        return Prompt(String(parts.joined(separator: sections.joined(separator: "\n")).prefix(longestMusic)))
    }

    /// As `music`, of a dance that nobody has measured yet: what is measured stands in braces.
    package static func music(in style: Style) -> Prompt {
        Prompt(music.filled(values(of: style)))
    }

    private static func values(of style: Style) -> [String: String] {
        ["style": style.title, "mood": style.mood, "instruments": style.instruments.joined(separator: ", ")]
    }

    private static let courses = [
        "intro": "intro, sparse and inviting", "build": "build, rising tension with a roll into the drop",
        "drop": "drop, full energy with the main hook", "outro": "outro, the hook winds down on the beat",
    ]

    private static func number(_ value: Double) -> String {
        String(format: "%.1f", locale: Locale(identifier: "en_US_POSIX"), value)
    }
}
