import Foundation
import OdoriDomain
import OdoriPorts
import Testing

@testable import OdoriStudio

@Suite("The studio's concept writer")
struct StudioConceptWriterTests {
    private let style = Style.all[0]

    @Test("every concept of 3,000 seeds is an original adult with a name fit for ids")
    func conduct() throws {
        var names: Set<String> = []
        for seed in 0..<3_000 {
            let concept = try StudioConceptWriter.concept(ConceptBrief(style: style, seed: UInt64(seed) &* 0x9E37_79B9))
            #expect(concept.age >= Concept.minimumAge && concept.age < 30)
            #expect(NameDenyList.allows(concept.name), "\(concept.name)")
            #expect(Slug(rawValue: Slug(name: concept.name).rawValue) != nil)
            #expect(Slug(name: concept.name).rawValue.split(separator: "_").count == 2)
            #expect(concept.look.palette.allSatisfy { Colour(text: $0) != nil })
            #expect(Wardrobe.Own.allCases.contains { concept.outfit.contains($0.rawValue) })
            names.insert(concept.name)
        }
        #expect(names.count > 2_000)
    }

    @Test(
        "the deny-list refuses known names in either order and any case",
        arguments: ["Hatsune Miku", "miku someone", "ISHIHARA Satomi"]
    )
    func denyList(name: String) {
        #expect(!NameDenyList.allows(name))
    }

    @Test("a hundred candidates of one seed have a hundred names")
    func candidates() throws {
        let names = try (0..<100).map { candidate in
            try StudioConceptWriter.concept(ConceptBrief(style: style, seed: 7, candidate: candidate)).name
        }
        #expect(Set(names).count == 100)
    }

    @Test("a candidate beyond all names is refused as no_name_left", arguments: [-1, 1_000_000])
    func exhausted(candidate: Int) {
        #expect(throws: OdoriError(.noNameLeft, "")) {
            try StudioConceptWriter.concept(ConceptBrief(style: style, seed: 7, candidate: candidate))
        }
    }

    @Test("the same brief gives the same concept; a complaint gives another")
    func repeating() async throws {
        let brief = ConceptBrief(style: style, seed: 11)
        let writer = StudioConceptWriter()
        let first = try await writer.write(brief).value
        #expect(try await writer.write(brief).value.concept == first.concept)
        #expect(first.origin.provider == "studio")
        var second = brief
        second.complaint = "the name is taken"
        #expect(try await writer.write(second).value.concept.name != first.concept.name)
    }

    @Test("another seed looks clearly different")
    func variety() throws {
        let looks = try (0..<40).map { try Samples.concept(UInt64($0)).look }
        #expect(Set(looks.map(\.hairStyle)).count >= 6)
        #expect(Set(looks.map(\.palette)).count >= 8)
        let pairs = zip(looks, looks.dropFirst()).filter { $0.hairStyle == $1.hairStyle && $0.palette == $1.palette }
        #expect(pairs.count <= 2)
    }
}
