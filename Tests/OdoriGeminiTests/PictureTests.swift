import Foundation
import NIOHTTP1
import OdoriDomain
import OdoriFakes
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

@testable import OdoriGemini

@Suite("Pictures by Gemini", .timeLimit(.minutes(2)))
struct PictureTests {
    @Test("come as PNG or JPEG and leave as PNGs of 1080×1920, drawn after those that were sent along")
    func pictures() async throws {
        try await FakeProviders.running { fake in
            try await Desk.working(at: fake.base) { desk in
                var billed: Int64 = 0
                let first = try await desk.draw(.animeImage)
                #expect(first.picture == PictureBytes(size: 1080, 1920))
                #expect(first.made.value.model == "gemini-3.1-flash-image")
                billed += first.made.price ?? 0
                try await withFile("png", holding: Self.pixel) { source in
                    let motion = try await desk.reference(firstFrame: source)
                    let subjects: [ImageOrder.Subject] = [.cosplayImage, .aligned(motion), .variant(.swimsuit, motion)]
                    for subject in subjects {
                        let drawn = try await desk.draw(subject, sources: [source])
                        #expect(drawn.picture == PictureBytes(size: 1080, 1920))
                        billed += drawn.made.price ?? 0
                    }
                }
                #expect(try await fake.geminiBooks().billed == billed)
                let inputs = try await Self.inputs(of: fake)
                #expect(inputs == [0, 1, 2, 1], "the aligned picture is drawn after two")
            }
        }
    }

    @Test("of stickers keep their shape and stand on green")
    func stickers() async throws {
        try await FakeProviders.running(gemini: #"{"script": {"3": "not_green"}}"#) { fake in
            try await Desk.working(at: fake.base) { desk in
                for subject in [ImageOrder.Subject.chibiSticker, .nameSticker] {
                    #expect(try await desk.draw(subject).picture == PictureBytes(size: 1024, 1024))
                }
                let error = try await failure { try await desk.draw(.chibiSticker) }
                #expect(error.code == .unverifiedOutput && error.kind == .transient && error.price > 0)
            }
        }
    }

    @Test(
        "that are none, or not what was ordered, are never kept",
        arguments: [
            ("wrong_mime", "unverified_output", "no picture"), ("wrong_ratio", "unverified_output", "9:16"),
            ("truncated", "provider_failed", "MAX_TOKENS"), ("no_image", "content_policy", "cannot draw"),
            ("block", "content_policy", "PROHIBITED_CONTENT"), ("empty", "provider_failed", "candidate"),
        ])
    func failures(fault: String, code: String, word: String) async throws {
        try await FakeProviders.running(gemini: #"{"script": {"image:1": "\#(fault)"}}"#) { fake in
            try await Desk.working(at: fake.base) { desk in
                let error = try await failure { try await desk.draw(.animeImage) }
                #expect(error.code.rawValue == code && error.message.contains(word), "\(error)")
                #expect(error.kind == (code == "content_policy" ? .permanent : .transient))
                #expect(try await fake.geminiBooks().billed == error.price && error.price > 0)
            }
        }
    }

    @Test(
        "that are withdrawn are refusals, whatever the word",
        arguments: [
            "SAFETY", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "IMAGE_OTHER", "NO_IMAGE",
            "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "OTHER",
        ])
    func refusals(reason: String) throws {
        let answer = try Self.answer(#"{"candidates": [{"finishReason": "\#(reason)", "finishMessage": "no"}]}"#)
        let error = try #require(answer.refusal(isPicture: true, price: 7))
        #expect(error.code == .contentPolicy && error.message.contains(reason) && error.price == 7)
    }

    @Test("words that nobody knows yet end a call, but not for good")
    func unknownWords() throws {
        let answer = try Self.answer(#"{"candidates": [{"finishReason": "GREMLINS"}]}"#)
        #expect(answer.refusal(isPicture: true, price: 0)?.kind == .transient)
        let blocked = try Self.answer(#"{"promptFeedback": {"blockReason": "NEW_REASON"}}"#)
        #expect(blocked.refusal(isPicture: true, price: 0)?.code == .contentPolicy)
    }

    @Test(
        "are known by their bytes",
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 7, 128, 4, 56, 3, 0], "image/jpeg"), ([0xFF, 0xD8, 1, 2], nil),
            ([], nil),
        ] as [([UInt8], String?)])
    func bytes(bytes: [UInt8], kind: String?) {
        let found = PictureBytes(Data(bytes))
        #expect(found?.kind.rawValue == kind)
        if let found { #expect(found.width == 1080 && found.height == 1920) }
    }

    private static func answer(_ json: String) throws -> GeminiAnswer {
        try JSONDecoder().decode(GeminiAnswer.self, from: Data(json.utf8))
    }

    /// How many pictures each request held.
    private static func inputs(of fake: FakeProviders) async throws -> [Int] {
        let bodies = try await fake.send(.GET, "/_gemini/requests").body
        return String(decoding: bodies, as: UTF8.self).components(separatedBy: "\"contents\"").dropFirst().map {
            $0.components(separatedBy: "\"inlineData\"").count - 1
        }
    }

    /// A PNG's beginning: nobody looks further.
    static let pixel = pngHeader(1080, 1920) + Data(repeating: 7, count: 400_001)
}

/// The first 24 bytes of a PNG of a size.
private func pngHeader(_ width: UInt32, _ height: UInt32) -> Data {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    var data = Data(signature) + Data([0, 0, 0, 13]) + Data("IHDR".utf8)
    for number in [width, height] {
        withUnsafeBytes(of: number.bigEndian) { data.append(contentsOf: $0) }
    }
    return data
}

extension PictureBytes {
    /// A PNG of a size.
    init?(size width: UInt32, _ height: UInt32) {
        self.init(pngHeader(width, height))
    }
}
