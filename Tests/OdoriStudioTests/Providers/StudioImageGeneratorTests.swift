import OdoriDomain
import OdoriPorts
import OdoriProcess
import SystemPackage
import Testing

@testable import OdoriStudio

@Suite("The studio's pictures")
struct StudioImageGeneratorTests {
    @Test("the anime image and the aligned picture are PNGs of 1080×1920")
    func stills() async throws {
        try await withScratch { directory in
            let concept = try Samples.concept(5)
            let reference = try Samples.reference()
            for (index, subject) in [ImageOrder.Subject.animeImage, .aligned(reference)].enumerated() {
                let file = directory.appending("picture \(index) 100%")
                let origin = try await StudioImageGenerator().draw(
                    ImageOrder(subject, concept: concept, sources: []),
                    into: file
                ).value
                let facts = try await probed(file, "codec_name,width,height")
                #expect(facts == ["codec_name": "png", "width": "1080", "height": "1920"])
                #expect(origin.provider == "studio" && origin.promptHash.count == 64)
            }
        }
    }

    @Test("stickers stand on pure green and hold no green of their own", arguments: [3, 17])
    func stickers(seed: UInt64) async throws {
        try await withScratch { directory in
            var concept = try Samples.concept(seed)
            concept.look.palette = ["#2F6B52", "#33FF66", "#1FA79A"]
            concept.look.eyeColour = "#22CC44"
            for (index, subject) in [ImageOrder.Subject.chibiSticker, .nameSticker].enumerated() {
                let file = directory.appending("sticker\(index).png")
                _ = try await StudioImageGenerator().draw(
                    ImageOrder(subject, concept: concept, sources: []),
                    into: file
                )
                let bytes = try await pixels(of: file)
                var green = 0
                var doubtful = 0
                for start in stride(from: 0, to: bytes.count - 2, by: 3) {
                    let (red, grass, blue) = (Double(bytes[start]), Double(bytes[start + 1]), Double(bytes[start + 2]))
                    if red == 0, grass == 255, blue == 0 {
                        green += 1
                    } else {
                        let colour = Colour(red / 255, grass / 255, blue / 255)
                        if colour.keyDistance < 90 { doubtful += 1 }
                    }
                }
                #expect(green > bytes.count / 3 / 5, "a sticker stands on green")
                #expect(green < bytes.count / 3 * 9 / 10, "a sticker is more than its ground")
                #expect(doubtful == 0, "\(doubtful) pixels would be keyed out with the ground")
            }
        }
    }
}
