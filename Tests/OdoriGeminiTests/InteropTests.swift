import Foundation
import NIOHTTP1
import OdoriFakes
import OdoriJudges
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriGemini

/// The fake judges our client, so it is judged itself: by the vendor's own one.
@Suite("The fake Gemini", .timeLimit(.minutes(5)))
struct InteropTests {
    @Test("google-genai writes, draws, edits, hands a video over, composes and is refused, all as with the real one")
    func officialClient() async throws {
        try await FakeProviders.running(
            gemini: #"{"script": {"6": "block", "7": "finish", "8": "quota_day", "9": "error"}}"#
        ) {
            fake in
            let said = try await Command.python("gemini.py", [fake.base, FakeProviders.geminiKeys[0]])
            #expect(said == "ok")
        }
    }

    @Test("what our adapters send is what google-genai's types describe")
    func bodies() async throws {
        try await FakeProviders.running { fake in
            try await Desk.working(at: fake.base) { desk in
                _ = try await desk.writer.write(Desk.brief)
                try await withFile("png", holding: PictureTests.pixel) { source in
                    let motion = try await desk.reference(firstFrame: source)
                    _ = try await desk.draw(.animeImage)
                    _ = try await desk.draw(.aligned(motion), sources: [source])
                    _ = try await desk.draw(.chibiSticker)
                }
                try await withFile("mp4", holding: Data([0, 0, 0, 24]) + Data("ftypisom....".utf8)) { file in
                    _ = try await desk.analyst.analyse(file)
                }
                try await withFile("track") { _ = try await desk.composer.compose(LyriaTests.brief, into: $0) }
            }
            let bodies = try await fake.send(.GET, "/_gemini/requests").body
            try await withFile("json", holding: bodies) { file in
                let said = try await Command.python("gemini_bodies.py", [file.string])
                #expect(said == "ok 6")
            }
        }
    }

    @Test("it refuses what the published page does not describe")
    func strict() async throws {
        try await FakeProviders.running { fake in
            let path = "/v1beta/models/gemini-3.8-flash:generateContent"
            let bad = [
                "{", "{}", #"{"contents": "a"}"#, #"{"contents": [{"parts": []}]}"#, #"{"content": []}"#,
                #"{"contents": [{"role": "system", "parts": [{"text": "a"}]}]}"#,
                #"{"contents": [{"parts": [{"words": "a"}]}]}"#,
                #"{"contents": [{"parts": [{"inlineData": {"mimeType": "image/png", "data": "AAAA"}}]}]}"#,
                #"{"contents": [{"parts": [{"text": "a"}]}], "generationConfig": {"responseSchema": {"type": "OBJECT"}}}"#,
                #"{"contents": [{"parts": [{"text": "a"}]}], "generationConfig": {"imageConfig": {"aspectRatio": "9:17"}}}"#,
            ]
            for body in bad {
                let answer = try await fake.send(.POST, path, body: Data(body.utf8))
                #expect(answer.status == 400, "\(body)")
            }
            let good = Data(#"{"contents": [{"parts": [{"text": "a"}]}]}"#.utf8)
            #expect(try await fake.send(.POST, path, body: good).status == 200)
            #expect(try await fake.send(.POST, path, body: good, headers: [:]).status == 400)
            let keyed = "\(path)?key=\(FakeProviders.key)"
            #expect(try await fake.send(.POST, keyed, body: good, headers: [:]).status == 400)
            #expect(try await fake.send(.POST, "/v1beta/models/gemini-9:generateContent", body: good).status == 404)
            #expect(try await fake.send(.GET, "/v1beta/models/gemini-3.8-flash").status == 200)
            #expect(try await fake.send(.GET, "/v1beta/files/none").status == 403)
        }
    }
}
