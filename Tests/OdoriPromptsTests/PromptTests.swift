import Foundation
import OdoriDomain
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@testable import OdoriPrompts

@Suite("Prompts")
struct PromptTests {
    private static func concept() async throws -> Concept {
        var concept = try await PretendConceptWriter().write(ConceptBrief(style: Style.all[0], seed: 3)).value.concept
        concept.directions = "three-quarter view, wind in the coat"
        return concept
    }

    private static func subjects() throws -> [ImageOrder.Subject] {
        let id = try #require(ReferenceID(rawValue: "street"))
        let name = try #require(ObjectName(rawValue: "anime_dance/references/street/first.png"))
        let asset = StoredAsset(object: name, bytes: 1, crc32c: "00000000", sha256: "00")
        let media = MediaFacts(
            width: 1080, height: 1920, fps: 30, duration: 10, codec: "h264", profile: "High", hasAudio: true)
        let motion = ReferenceMotion(
            id: id, source: .studio("street"), analysis: PretendDanceAnalyst.analysis, media: media, video: asset,
            firstFrame: asset)
        return [.animeImage, .cosplayImage, .aligned(motion), .chibiSticker, .nameSticker]
            + Outfit.allCases.map { .variant($0, motion) }
    }

    private static func score(_ style: Style) -> MusicBrief {
        MusicBrief(style: style, seed: 1, analysis: PretendDanceAnalyst.analysis, duration: 15)
    }

    /// Every prompt that can be sent, for many seeds.
    private static func all() async throws -> [Prompt] {
        let concept = try await concept()
        var prompts = try subjects().map { Prompts.picture($0, of: concept) } + [Prompts.analysis, Prompts.motion]
        for style in Style.all {
            prompts.append(Prompts.music(score(style)))
            for seed in 0..<200 {
                prompts.append(Prompts.concept(ConceptBrief(style: style, seed: UInt64(seed) &* 0x9E37_79B9_7F4A)))
            }
        }
        prompts.append(
            Prompts.concept(
                ConceptBrief(style: Style.all[0], seed: 1, complaint: "the name must have 1 to 60 characters")))
        return prompts
    }

    @Test("keep the rules that every text about a character is held to, and leave no place unfilled")
    func rules() async throws {
        for prompt in try await Self.all() {
            let text = "\(prompt.rules ?? "") \(prompt.text)"
            #expect(ContentRules.complaint(about: text) == nil, "\(text)")
            #expect(!text.contains("{") && !text.contains("}"), "\(text)")
            #expect(!text.contains("  "), "\(text)")
        }
    }

    @Test("of characters and pictures ask for an adult, and for sporty beachwear where there is a beach")
    func adults() async throws {
        let concept = try await Self.concept()
        for subject in try Self.subjects() {
            let prompt = Prompts.picture(subject, of: concept)
            #expect(prompt.rules?.contains("adult") == true)
            if case .variant(.swimsuit, _) = subject { #expect(prompt.text.contains("sporty, editorial beachwear")) }
        }
        let brief = ConceptBrief(style: Style.all[0], seed: 1)
        #expect(Prompts.concept(brief).rules?.contains("at least 20 years old") == true)
    }

    @Test("hold what the picture is about")
    func contents() async throws {
        let concept = try await Self.concept()
        let anime = Prompts.picture(.animeImage, of: concept).text
        for part in [
            concept.name, concept.outfit, concept.setting, concept.look.hairColour, "9:16", "wind in the coat",
        ] {
            #expect(anime.contains(part), "\(part)")
        }
        #expect(Prompts.picture(.nameSticker, of: concept).text.contains("“\(concept.name)”"))
        #expect(Prompts.picture(.chibiSticker, of: concept).text.contains("#00ff00"))
    }

    @Test("of scores name tempo, drop and every section, within what the narrowest provider takes")
    func scores() {
        let analysis = PretendDanceAnalyst.analysis
        for style in Style.all {
            let text = Prompts.music(Self.score(style)).text
            #expect(text.contains(String(format: "exactly %.1f BPM", analysis.tempo)))
            #expect(text.contains(String(format: "drop lands at %.1f s", analysis.drop)))
            #expect(text.contains("no vocals") && text.contains(style.mood) && text.count <= 2000)
            #expect(text.contains("At least 17.0 s long"))
            for section in analysis.sections {
                #expect(text.contains(String(format: "- %.1f–%.1f s", section.start, section.end)))
            }
            #expect(Prompts.music(in: style).text.contains("exactly {tempo} BPM"))
        }
    }

    @Test("are the same for the same brief, and differ with seed, candidate and complaint")
    func variety() {
        let brief = ConceptBrief(style: Style.all[0], seed: 5)
        #expect(Prompts.concept(brief).hash == Prompts.concept(brief).hash)
        let hashes = (0..<50).map { Prompts.concept(ConceptBrief(style: Style.all[0], seed: $0)).hash }
        #expect(Set(hashes).count > 40)
        var other = brief
        other.complaint = "the character must be an adult"
        #expect(Prompts.concept(other).text.contains("the character must be an adult"))
        #expect(Prompts.concept(other).hash != Prompts.concept(brief).hash)
    }

    @Test("a value is one line of bounded length, and never taken for a place")
    func values() {
        let template: PromptTemplate = "a {one} b {two} c"
        #expect(template.places == ["one", "two"])
        #expect(template.filled(["one": "{two}", "two": "x\ny"]) == "a {two} b x y c")
        #expect(template.filled(["one": String(repeating: "z", count: 900), "two": ""]).count == 400 + 7)
    }
}
