import OdoriDomain
import Testing

@testable import OdoriConsole

@Suite("What a character's result must name")
struct OutputTests {
    @Test("thirteen files, in the summary's order")
    func all() throws {
        let outputs = try CharacterResult.sample().outputs
        #expect(
            outputs.map(\.kind.rawValue) == [
                "anime_image", "cosplay_image", "dance", "dance", "dance", "remix", "remix", "remix", "deliverable",
                "deliverable", "deliverable", "poster", "contact_sheet",
            ]
        )
        #expect(
            outputs.compactMap(\.type) == [
                "full", "kpop", "swimsuit", "watermarked", "kpop_soundtrack", "orig_soundtrack",
            ]
        )
        #expect(try CharacterResult.sample().missingOutputs == [])
    }

    @Test("what is missing, double or strange is told")
    func missing() throws {
        var result = try CharacterResult.sample()
        result.assets.dances[2] = result.assets.dances[0]
        result.assets.remixes["kpop"] = nil
        result.assets.deliverables[0].type = .clean
        #expect(
            result.missingOutputs == [
                "Mio Kazehara: 3 different dances promised, 3 named",
                "Mio Kazehara: remixes should be full, kpop, swimsuit, there are full, swimsuit",
                "Mio Kazehara: deliverables should be watermarked, kpop_soundtrack, orig_soundtrack, "
                    + "there are clean, kpop_soundtrack, orig_soundtrack",
            ]
        )
    }

    @Test(
        "an object's name is what follows the bucket, and never leaves it",
        arguments: [
            ("gs://local/a/b.mp4", "a/b.mp4"), ("gs://local", nil), ("https://x/y", nil), ("gs://local/../x", nil),
            ("gs://local//x", nil),
        ]
    )
    func object(url: String, name: String?) {
        #expect(Output(.dance, url: url).object == name)
    }
}
