import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriEgress
import OdoriFFmpeg
import OdoriFal
import OdoriGemini
import OdoriKling
import OdoriMiniMax
import OdoriPorts
import OdoriTesting
import Subprocess
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

    static let key = "key-of-the-wires"

    let theatre: Theatre
    let base: String

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
        let tests = FilePath(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let outcome = try await Subprocess.run(
            .path(tests.removingLastComponent().appending("odori-fake-providers")),
            arguments: [
                "--ledger", place.appending(path: "books").path, "--key", key, "--video", video.path, "--faults",
                faults,
                "--gemini-faults", gemini, "--seconds", "\(seconds)",
            ],
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            guard let line = try await lines.next(), let url = line.split(separator: " ").last else { throw NoWord() }
            let base = url.trimmingCharacters(in: .whitespacesAndNewlines)
            let result: Result<Value, any Error>
            do {
                result = .success(
                    try await playing(
                        at: base, music: music, scratch: FilePath(place.path), isStrict: isStrict, body))
            } catch {
                result = .failure(error)
            }
            try execution.send(signal: .terminate)
            while try await lines.next() != nil {}
            return result
        }
        return try outcome.closureResult.get()
    }

    struct NoWord: Error {}

    private static func playing<Value: Sendable>(
        at base: String, music: Music, scratch: FilePath, isStrict: Bool, _ body: (Wires) async throws -> Value
    ) async throws -> Value {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        let http = HTTPClient(configuration: configuration)
        let result: Result<Value, any Error>
        do {
            result = .success(
                try await body(Wires(theatre: try theatre(base, music, scratch, isStrict, http), base: base)))
        } catch {
            result = .failure(error)
        }
        try await http.shutdown()
        return try result.get()
    }

    private static func theatre(
        _ base: String, _ music: Music, _ scratch: FilePath, _ isStrict: Bool, _ http: HTTPClient
    ) throws -> Theatre {
        let manual = ManualClock()
        let objects = MemoryObjectStore()
        let port = try #require(URLComponents(string: base)?.port)
        let fetcher = CurlLinkFetcher(
            EgressPolicy(allowed: [try #require(EgressPolicy.Exception("127.0.0.1:\(port)"))]))
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
            http: http, links: Links(), fetcher: fetcher, clock: manual)
        let fal = FalMotionTransfer(
            FalConfiguration(
                queueURL: base, key: key, model: "fal-ai/kling-video/v3/pro/motion-control",
                tariff: .perSecond(168_000), slots: nil),
            http: http, links: Links(), fetcher: fetcher, clock: manual)
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

    /// Nobody fetches anything there.
    private struct Links: AssetLinks {
        func link(to object: ObjectName) -> String { "https://media.test/\(object)" }
    }
}

extension Wires {
    /// The books of motion and of MiniMax, by their names on the wire.
    struct Books: Decodable, Sendable {
        var duplicates: Int
        var billed: Int64
        var submissions: [Entry]

        struct Entry: Decodable, Sendable {
            var provider: String
            var isNew: Bool
            /// 0: taken.
            var code: Int

            enum CodingKeys: String, CodingKey {
                case provider, code
                case isNew = "is_new"
            }
        }

        /// How many operations a provider made.
        func operations(_ provider: String) -> Int {
            submissions.count { $0.isNew && $0.provider == provider }
        }

        /// How many submissions were refused with a code.
        func refusals(_ code: Int) -> Int {
            submissions.count { $0.code == code }
        }
    }

    /// Gemini's and Lyria's.
    struct Calls: Decodable, Sendable {
        var calls: [Call]

        struct Call: Decodable, Sendable {
            var kind: String
            /// 0: dropped before it was taken.
            var status: Int
            var price: Int64
            var answered: Bool
        }

        /// Analyses are paid by nobody's job.
        var ofJobs: [Call] { calls.filter { $0.kind != "analysis" } }
    }

    func books() async throws -> Books { try await read("/_ledger") }

    func calls() async throws -> Calls { try await read("/_gemini/ledger") }

    /// What goes wrong with motion and MiniMax from now on.
    func setFaults(_ patch: String) async throws { try await send("/_faults", patch) }

    /// What goes wrong with Gemini and Lyria from now on.
    func setGeminiFaults(_ patch: String) async throws { try await send("/_gemini/faults", patch) }

    private func send(_ path: String, _ patch: String) async throws {
        var request = HTTPClientRequest(url: base + path)
        request.method = .PATCH
        request.body = .bytes(ByteBuffer(string: patch))
        #expect(try await HTTPClient.shared.execute(request, timeout: .seconds(10)).status == .ok)
    }

    private func read<Value: Decodable>(_ path: String) async throws -> Value {
        let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: base + path), timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 22)
        return try JSONDecoder().decode(Value.self, from: Data(body.readableBytesView))
    }
}
