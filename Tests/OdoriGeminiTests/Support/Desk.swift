import AsyncHTTPClient
import Foundation
import OdoriDomain
import OdoriFakes
import OdoriGoogleAuth
import OdoriPorts
import OdoriPretend
import OdoriTesting
import SystemPackage
import Testing

@testable import OdoriGemini

/// Our side of the wire: the adapters as the worker assembles them.
struct Desk: Sendable {
    static let text = GeminiConfiguration.Model(
        id: "gemini-3.8-flash", tariff: .each(40_000), tokens: TokenPrices(input: 750_000, output: 3_750_000))
    static let images = GeminiConfiguration.Model(
        id: "gemini-3.1-flash-image", tariff: .each(130_000),
        tokens: TokenPrices(input: 500_000, output: 3_000_000, imageOutput: 60_000_000))

    static let music = GeminiConfiguration.Model(id: "lyria-3.5", tariff: .each(80_000))

    let client: GeminiClient
    let clock: ManualClock
    let objects = MemoryObjectStore()

    var writer: GeminiConceptWriter { GeminiConceptWriter(client) }
    var composer: LyriaMusicComposer { LyriaMusicComposer(client, model: Self.music) }
    var artist: GeminiImageGenerator { GeminiImageGenerator(client, objects: objects) }
    var analyst: GeminiDanceAnalyst { GeminiDanceAnalyst(client, measuring: PretendDanceAnalyst()) }

    /// Puts the adapters together for a server at `base`.
    static func working(
        at base: String,
        keys: [String] = FakeProviders.geminiKeys,
        isVertex: Bool = false,
        text: GeminiConfiguration.Model = text,
        deadline: Duration = .seconds(20),
        _ body: (Desk) async throws -> Void
    ) async throws {
        let clock = ManualClock()
        let place: GeminiConfiguration.Place =
            isVertex
            ? .vertex(baseURL: base, project: "p1", location: "global") : .developer(baseURL: base, version: "v1beta")
        let access: GeminiAccess = isVertex ? .tokens(OneToken()) : .keys(GeminiKeys(keys, clock: clock))
        try await HTTPClient.withProviderClient { http in
            let client = GeminiClient(
                GeminiConfiguration(
                    place: place, text: text, images: images, callDeadline: deadline, filePoll: .milliseconds(20)),
                access: access, http: http, clock: clock)
            try await body(Desk(client: client, clock: clock))
        }
    }

    static let brief = ConceptBrief(style: Style.all[0], seed: 11)

    /// Draws one picture into a file that is gone afterwards; answers its origin, price, and size.
    func draw(
        _ subject: ImageOrder.Subject, sources: [FilePath] = []
    ) async throws -> (made: Priced<Origin>, picture: PictureBytes?) {
        let concept = try await PretendConceptWriter().write(Self.brief).value.concept
        return try await withFile("png") { file in
            let made = try await artist.draw(ImageOrder(subject, concept: concept, sources: sources), into: file)
            let left = try FileManager.default.contentsOfDirectory(atPath: file.removingLastComponent().string)
            // The picture, and the bytes that came of the provider, which say whose work they are.
            let wanted = [file, ImageOrder.original(of: file)].compactMap { $0.lastComponent?.string }
            #expect(left.filter { $0.hasPrefix(wanted[0]) }.sorted() == wanted, "\(left)")
            return (made, PictureBytes(FileManager.default.contents(atPath: file.string) ?? Data()))
        }
    }

    /// A reference whose first picture lies in the objects.
    func reference(firstFrame: FilePath) async throws -> ReferenceMotion {
        let id = try #require(ReferenceID(rawValue: "street"))
        let name = try #require(ObjectName(rawValue: "anime_dance/references/street/first.png"))
        let stored = try await objects.put(
            firstFrame, as: name, ObjectAttributes(contentType: "image/png"), if: .none)
        let media = MediaFacts(
            width: 1080, height: 1920, fps: 30, duration: 10, codec: "h264", profile: "High", hasAudio: true)
        return ReferenceMotion(
            id: id, source: .studio("street"), analysis: PretendDanceAnalyst.analysis, media: media,
            video: stored.asset, firstFrame: stored.asset)
    }
}

/// A path in a directory of its own, gone afterwards.
func withFile<Value>(
    _ suffix: String, holding data: Data? = nil, _ body: (FilePath) async throws -> Value
) async throws -> Value {
    let directory = FileManager.default.temporaryDirectory.appending(path: "odori-gemini-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let file = FilePath(directory.path).appending("file.\(suffix)")
    if let data { try data.write(to: URL(filePath: file.string)) }
    return try await body(file)
}

/// A token of Vertex AI, which the fake takes as its first key.
struct OneToken: AccessTokens {
    func current() -> AccessToken {
        AccessToken(value: FakeProviders.geminiKeys[0], expiresAt: Timestamp(seconds: 4_000_000_000))
    }

    func refused(_ token: AccessToken) {}
}
