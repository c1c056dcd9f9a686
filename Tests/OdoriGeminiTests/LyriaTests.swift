import Foundation
import NIOHTTP1
import OdoriDomain
import OdoriFFmpeg
import OdoriFakes
import OdoriPorts
import OdoriProviderHTTP
import OdoriTesting
import SystemPackage
import Testing

@testable import OdoriGemini

@Suite("Lyria", .timeLimit(.minutes(3)))
struct LyriaTests {
    private static let analysis = DanceAnalysis(
        tempo: 118, beats: [], downbeats: [],
        sections: [.init(name: "intro", start: 0, end: 4), .init(name: "drop", start: 6, end: 12)], drop: 6,
        confidence: 0.9, hasSound: true)
    static let brief = MusicBrief(style: Style.all[0], seed: 1, analysis: analysis, duration: 12)

    private func playing(
        _ faults: String = "{}", isVertex: Bool = false, model: GeminiConfiguration.Model = Desk.music,
        _ body: @escaping @Sendable (FakeProviders, LyriaMusicComposer, FilePath) async throws -> Void
    ) async throws {
        try await FakeProviders.running(gemini: faults) { fake in
            try await Desk.working(at: fake.base, isVertex: isVertex) { desk in
                try await withFile("track") { try await body(fake, LyriaMusicComposer(desk.client, model: model), $0) }
            }
        }
    }

    @Test(
        "a track is bought, listened to, stretched onto the dance's tempo, and its drop is found after that",
        arguments: [100, 103])
    func fitted(percent: Int) async throws {
        try await playing(#"{"track_tempo_percent": \#(percent)}"#) { fake, composer, track in
            let made = try await composer.compose(Self.brief, into: track)
            #expect(made.origin.provider == "lyria" && made.origin.model == "lyria-3.5")
            #expect(made.origin.promptHash.count == 64 && made.origin.operationID == "interaction-1")
            #expect(!composer.keepsTime && composer.terms == CallTerms(provider: "lyria", price: 80_000))
            let directory = track.removingLastComponent()
            let listener = FFmpegScoreListener(scratch: directory)
            let heard = try await listener.listen(track)
            #expect(abs(heard.analysis.tempo - 1.18 * Double(percent)) < 0.5, "\(heard.analysis.tempo)")
            let fit = try ScoreFit(track: heard.analysis, lasting: heard.duration, to: Self.analysis, lasting: 12)
            let fitted = directory.appending("fitted.wav")
            try await listener.render(track, speed: fit.speed, repeats: fit.repeats, into: fitted)
            let again = try await listener.listen(fitted)
            #expect(abs(again.analysis.tempo - 118) < 0.3, "\(again.analysis.tempo)")
            #expect(try await fake.geminiBooks().billed == 80_000)
        }
    }

    @Test("Vertex AI's door gives the same track, and the clip model the shorter answer of its time")
    func vertex() async throws {
        let clip = GeminiConfiguration.Model(id: "lyria-3-clip-preview", tariff: .each(40_000))
        try await playing(isVertex: true, model: clip) { fake, composer, track in
            let made = try await composer.compose(Self.brief, into: track)
            #expect(made.origin.model == "lyria-3-clip-preview")
            let heard = try await FFmpegScoreListener(scratch: track.removingLastComponent()).listen(track)
            #expect(abs(heard.analysis.tempo - 118) < 0.5)
            #expect(try await fake.geminiBooks().billed == 40_000)
        }
    }

    @Test(
        "each way of failing has its code, its class and its price",
        arguments: [
            ("block", "content_policy", .permanent, 0, 0), ("finish", "content_policy", .permanent, 0, 0),
            ("empty", "content_policy", .permanent, 80_000, 80_000),
            ("error", "provider_unavailable", .transient, 0, 0),
            ("garbage", "answer_lost", .transient, 0, 80_000), ("lose_reply", "answer_lost", .transient, 0, 80_000),
            ("lose_request", "answer_lost", .transient, 0, 0),
        ] as [(String, String, OdoriError.Kind, Int64, Int64)])
    func failing(fault: String, code: String, kind: OdoriError.Kind, price: Int64, billed: Int64) async throws {
        try await playing(#"{"script": {"music:1": "\#(fault)"}}"#) { fake, composer, track in
            let error = try await failure { try await composer.compose(Self.brief, into: track) }
            #expect(error.code.rawValue == code && error.kind == kind && error.price == price, "\(error)")
            #expect(try await fake.geminiBooks().billed == billed)
            #expect(try await fake.geminiBooks().calls.count == 1, "nobody asks twice")
            if fault == "finish" { #expect(error.message.contains("withdrawn by the judges")) }
        }
    }

    @Test("bytes that are no sound are no track", arguments: ["wrong_mime", "malformed"])
    func noSound(fault: String) async throws {
        try await playing(#"{"script": {"1": "\#(fault)"}}"#) { _, composer, track in
            _ = try await composer.compose(Self.brief, into: track)
            let error = try await failure {
                try await FFmpegScoreListener(scratch: track.removingLastComponent()).listen(track)
            }
            #expect(error.code == .mediaInvalid)
        }
    }

    @Test("the next key takes over after a quota; the day's quota waits for tomorrow; a wrong key is never shown")
    func keys() async throws {
        try await playing(#"{"script": {"1": "quota_minute"}}"#) { fake, composer, track in
            _ = try await composer.compose(Self.brief, into: track)
            #expect(try await fake.geminiBooks().calls.map(\.key) == [0, 1])
            try await fake.setGeminiFaults(
                #"{"exhausted_keys": ["\#(FakeProviders.geminiKeys[1])"], "revoked_keys": ["\#(FakeProviders.geminiKeys[0])"]}"#
            )
            let spent = try await failure { try await composer.compose(Self.brief, into: track) }
            guard case .throttled(let wait?) = spent.kind else { throw spent }
            #expect(spent.code == .providerUnavailable && wait > .seconds(1))
        }
        try await playing(#"{"revoked_keys": ["\#(FakeProviders.geminiKeys[0])", "\#(FakeProviders.geminiKeys[1])"]}"#)
        { _, composer, track in
            let error = try await failure { try await composer.compose(Self.brief, into: track) }
            #expect(error.code == .providerRefused && error.kind == .permanent)
            for key in FakeProviders.geminiKeys { #expect(!"\(error)".contains(key)) }
        }
    }

    @Test("a model that is gone is a refusal that names it")
    func unknownModel() async throws {
        let gone = GeminiConfiguration.Model(id: "lyria-9", tariff: .each(80_000))
        try await playing(model: gone) { _, composer, track in
            let error = try await failure { try await composer.compose(Self.brief, into: track) }
            #expect(error.code == .providerRefused && error.kind == .permanent && error.message.contains("lyria-9"))
        }
    }

    @Test(
        "the newer API's words mean what the older one's do",
        arguments: [
            (402, "payment_required", "provider_arrears", .permanent),
            (403, "permission_denied", "provider_refused", .permanent),
            (400, "recitation", "content_policy", .permanent), (409, "aborted", "provider_unavailable", .transient),
            (504, "deadline_exceeded", "provider_unavailable", .transient),
            (429, "too_many_requests", "provider_unavailable", .throttled(retryAfter: .seconds(30))),
        ] as [(Int, String, String, OdoriError.Kind)])
    func words(status: Int, word: String, code: String, kind: OdoriError.Kind) throws {
        let body = Data(#"{"error": {"code": "\#(word)", "message": "because"}}"#.utf8)
        let pass = GeminiPass(proof: .key(GeminiKey("secret-key"), 0))
        let failure = try #require(
            GeminiFailure(
                ProviderAnswer(status: status, headers: [:], body: body), hiding: pass,
                now: Timestamp(seconds: 1_770_458_400)))
        let error = failure.error(about: "lyria-3.5")
        #expect(error.code.rawValue == code && error.kind == kind && error.message.contains("because"))
    }
}
