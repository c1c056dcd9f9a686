import AsyncHTTPClient
import Foundation
import OdoriDomain
import OdoriEgress
import OdoriFFmpeg
import OdoriFakes
import OdoriFal
import OdoriGemini
import OdoriKling
import OdoriMiniMax
import OdoriPorts
import OdoriPretend
import OdoriTesting
import SystemPackage
import Testing

/// A whole system whose paid work goes over the providers' wires, to the built fake of all of them.
struct Wires: Sendable {
    /// Who composes.
    enum Music: String, Sendable, CaseIterable {
        case miniMax = "minimax"
        case lyria
    }

    /// Our prices of what is answered at once, by the fake's word for the kind of call.
    static let worst: [String: Int64] = ["text": 40_000, "image": 130_000, "music": 80_000]
    static let miniMaxPrice: Int64 = 150_000
    /// Ten seconds of dance.
    static let dancePrice: Int64 = 1_680_000

    static let key = FakeProviders.key

    let theatre: Theatre
    let fake: FakeProviders

    /// - Parameters:
    ///   - faults: what goes wrong with motion and with MiniMax, as JSON.
    ///   - gemini: what goes wrong with Gemini and Lyria, as JSON.
    ///   - film: what every dance comes to, made in a directory; nil: a word that nobody looks into.
    ///   - isStrict: dances are judged as they came.
    static func playing<Value: Sendable>(
        faults: String = "{}", gemini: String = "{}", music: Music = .miniMax, seconds: Int = 10,
        isStrict: Bool = false,
        film: (@Sendable (URL) async throws -> Void)? = nil,
        _ body: @escaping @Sendable (Wires) async throws -> Value
    ) async throws -> Value {
        let place = FileManager.default.temporaryDirectory.appending(path: "odori-wires-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let video = place.appending(path: "film.mp4")
        try Data("dance".utf8).write(to: video)
        try await film?(video)
        return try await FakeProviders.running(
            faults: faults, gemini: gemini, film: .file(video.path), options: ["--seconds", "\(seconds)"]
        ) { fake in
            try await HTTPClient.withProviderClient { http in
                let theatre = try theatre(fake.base, music, FilePath(place.path), isStrict, http)
                return try await body(Wires(theatre: theatre, fake: fake))
            }
        }
    }

    private static func theatre(
        _ base: String, _ music: Music, _ scratch: FilePath, _ isStrict: Bool, _ http: HTTPClient
    ) throws -> Theatre {
        let manual = ManualClock()
        let objects = MemoryObjectStore()
        let fetcher = CurlLinkFetcher(try .reaching(base))
        let gemini = GeminiClient(
            GeminiConfiguration(
                place: .developer(baseURL: base, version: "v1beta"),
                text: .init(
                    id: "gemini-3.8-flash", tariff: .each(worst["text"] ?? 0),
                    tokens: TokenPrices(input: 750_000, output: 3_750_000)),
                images: .init(
                    id: "gemini-3.1-flash-image", tariff: .each(worst["image"] ?? 0),
                    tokens: TokenPrices(input: 500_000, output: 3_000_000, imageOutput: 60_000_000)),
                filePoll: .milliseconds(5)),
            access: .keys(GeminiKeys([key], clock: manual)), http: http, clock: manual)
        let kling = KlingMotionTransfer(
            KlingConfiguration(
                baseURL: base, access: .key(key), model: "kling-3.0", tariff: .perSecond(168_000), unitPrice: 140_000,
                callDeadline: .seconds(10)),
            http: http, links: PretendLinks(), fetcher: fetcher, clock: manual)
        let fal = FalMotionTransfer(
            FalConfiguration(
                queueURL: base, key: key, model: "fal-ai/kling-video/v3/pro/motion-control",
                tariff: .perSecond(168_000), slots: nil),
            http: http, links: PretendLinks(), fetcher: fetcher, clock: manual)
        let composer: any MusicComposer =
            switch music {
            case .miniMax:
                MiniMaxMusicComposer(
                    MiniMaxConfiguration(
                        baseURL: base, key: key, model: "music-3.0", tariff: .each(miniMaxPrice)),
                    http: http)
            case .lyria:
                LyriaMusicComposer(gemini, model: .init(id: "lyria-3.5", tariff: .each(worst["music"] ?? 0)))
            }
        return Theatre(
            concepts: GeminiConceptWriter(gemini), images: GeminiImageGenerator(gemini, objects: objects),
            media: StrictMedia(scratch: scratch, judges: isStrict),
            motion: kling, otherMotion: [fal], music: composer, listener: FFmpegScoreListener(scratch: scratch),
            analyst: GeminiDanceAnalyst(gemini, measuring: PretendDanceAnalyst()), fetcher: References(),
            objects: objects, manual: manual)
    }

    /// Brings another line of text for each reference.
    private struct References: RemoteFetcher {
        func fetch(_ source: ReferenceSource, into file: FilePath) async throws {
            try Data("\(source)".utf8).write(to: URL(filePath: file.string))
        }
    }
}

extension Wires {
    func books() async throws -> FakeProviders.Books { try await fake.books() }

    func calls() async throws -> FakeProviders.GeminiBooks { try await fake.geminiBooks() }

    /// What goes wrong with motion and MiniMax from now on.
    func setFaults(_ patch: String) async throws { try await fake.setFaults(patch) }

    /// What goes wrong with Gemini and Lyria from now on.
    func setGeminiFaults(_ patch: String) async throws { try await fake.setGeminiFaults(patch) }
}
