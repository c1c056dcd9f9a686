import Foundation
import OdoriDomain
package import OdoriPorts

/// Writes characters from a seed: original, fictional adults with a name, a look and words for it.
///
/// The same brief gives the same concept; every candidate of a seed has another name, and another seed another look.
package struct StudioConceptWriter: ConceptWriter {
    package var terms: CallTerms { .free("studio") }

    package init() {}

    /// - Throws: `no_name_left` when every name of the lists has been a candidate.
    package func write(_ brief: ConceptBrief) async throws -> Priced<ConceptDraft> {
        let concept = try Self.concept(brief)
        let prompt = "\(brief.style.id)/\(brief.seed)/\(brief.candidate)/\(brief.complaint ?? "")"
        let origin = Origin(
            provider: "studio",
            model: "studio-concepts-1",
            promptHash: hexSHA256(Data(prompt.utf8))
        )
        return Priced(ConceptDraft(concept, origin: origin))
    }

    static func concept(_ brief: ConceptBrief) throws -> Concept {
        let name = try NameList.name(seed: brief.seed, candidate: brief.candidate, complaint: brief.complaint)
        var generator = SplitMix64(seed: brief.seed, label: "concept/\(name)")
        let palette = generator.pick(Palette.all) ?? Palette.all[0]
        let cut = generator.pick(HairCut.styles)?.name ?? HairCut.styles[0].name
        let own = generator.pick(Wardrobe.Own.allCases) ?? .idol
        let setting = generator.pick(Setting.allCases) ?? .stage
        let temper = generator.pick(ConceptWords.tempers) ?? ConceptWords.tempers[0]
        let hair = generator.pick(palette.hair) ?? palette.main
        let look = Concept.Look(
            seed: generator.next(),
            hairStyle: cut,
            hairColour: hair,
            eyeColour: generator.pick(palette.eyes) ?? palette.accent,
            skinColour: generator.pick(ConceptWords.skins) ?? ConceptWords.skins[0],
            palette: [palette.main, palette.second, palette.accent]
        )
        let given = name.split(separator: " ").first.map(String.init) ?? name
        return Concept(
            name: name,
            age: Concept.minimumAge + generator.index(below: 10),
            personality: temper.words,
            look: look,
            outfit: "\(own.rawValue), in \(palette.name)",
            setting: setting.rawValue,
            danceMood: "\(generator.pick(ConceptWords.moods) ?? "light on the feet"), \(brief.style.mood)",
            caption: ConceptWords.caption(given, place: setting.shortWords, &generator),
            hashtags: ConceptWords.hashtags(brief.style, temper.tag, given)
        )
    }
}

extension Setting {
    /// For captions.
    fileprivate var shortWords: String {
        switch self {
        case .stage: "under the stage lights"
        case .city: "on a neon street"
        case .rooftop: "above the skyline"
        case .seaside: "by the sea"
        case .garden: "between the lanterns"
        case .studio: "in the studio"
        }
    }
}
