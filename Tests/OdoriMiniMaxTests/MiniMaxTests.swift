import AsyncHTTPClient
import Foundation
import OdoriDomain
import OdoriFFmpeg
import OdoriFakes
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

@testable import OdoriMiniMax

@Suite("MiniMax", .serialized, .timeLimit(.minutes(3)))
struct MiniMaxTests {
    private static let analysis = DanceAnalysis(
        tempo: 118, beats: [], downbeats: [],
        sections: [.init(name: "intro", start: 0, end: 4), .init(name: "drop", start: 6, end: 12)], drop: 6,
        confidence: 0.9, hasSound: true)
    private static let brief = MusicBrief(style: Style.all[0], seed: 1, analysis: analysis, duration: 12)

    private func playing(
        _ faults: String = "{}", key: String = FakeProviders.key,
        _ body: @escaping @Sendable (FakeProviders, MiniMaxMusicComposer, FilePath) async throws -> Void
    ) async throws {
        try await FakeProviders.running(faults: faults) { fake in
            let directory = FilePath(NSTemporaryDirectory()).appending("odori-track-\(UUID().uuidString)")
            try FileManager.default.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: directory.string) }
            let configuration = MiniMaxConfiguration(
                baseURL: fake.base, key: key, model: "music-3.0", tariff: .each(150_000), callDeadline: .seconds(30))
            try await body(fake, MiniMaxMusicComposer(configuration, http: HTTPClient.shared), directory)
        }
    }

    @Test(
        "a track is bought, listened to, stretched onto the dance's tempo, and its drop is found after that",
        arguments: [100, 103])
    func fitted(percent: Int) async throws {
        try await playing(#"{"track_tempo_percent": \#(percent)}"#) { fake, composer, directory in
            let (track, fitted) = (directory.appending("track"), directory.appending("fitted.wav"))
            let made = try await composer.compose(Self.brief, into: track)
            #expect(made.origin.provider == "minimax" && made.origin.promptHash.count == 64 && !composer.keepsTime)
            let listener = FFmpegScoreListener(scratch: directory)
            let heard = try await listener.listen(track)
            #expect(abs(heard.analysis.tempo - 1.18 * Double(percent)) < 0.5, "\(heard.analysis.tempo)")
            let fit = try ScoreFit(
                track: heard.analysis, lasting: heard.duration, to: Self.analysis, lasting: 12)
            try await listener.render(track, speed: fit.speed, repeats: fit.repeats, into: fitted)
            let again = try await listener.listen(fitted)
            #expect(abs(again.analysis.tempo - 118) < 0.3, "\(again.analysis.tempo)")
            #expect(abs(again.duration - fit.duration) < 0.1)
            #expect(try await fake.books().billed == 150_000)
        }
    }

    @Test("a track that is eight per cent off is refused")
    func refusedTrack() async throws {
        try await playing(#"{"track_tempo_percent": 108}"#) { _, composer, directory in
            let track = directory.appending("track")
            _ = try await composer.compose(Self.brief, into: track)
            let heard = try await FFmpegScoreListener(scratch: directory).listen(track)
            #expect(throws: OdoriError(.scoreRefused, "")) {
                try ScoreFit(track: heard.analysis, lasting: heard.duration, to: Self.analysis, lasting: 12)
            }
        }
    }

    @Test("what is no sound is no track")
    func noSound() async throws {
        try await playing { _, _, directory in
            let track = directory.appending("track")
            try Data("no sound".utf8).write(to: URL(filePath: track.string))
            let error = try await failure {
                _ = try await FFmpegScoreListener(scratch: directory).listen(track)
            }
            #expect(error.code == .mediaInvalid)
        }
    }

    @Test(
        "a refusal says by its class what is to be done, whatever the HTTP status",
        arguments: [
            (1002, "provider_unavailable", .throttled(retryAfter: .seconds(10))),
            (1008, "provider_arrears", .permanent),
            (1026, "content_policy", .permanent), (2013, "provider_refused", .permanent),
            (1001, "answer_lost", .transient), (7777, "answer_lost", .transient),
        ] as [(Int, String, OdoriError.Kind)])
    func refused(code: Int, word: String, kind: OdoriError.Kind) async throws {
        try await playing(#"{"throttle_every": 1, "mini_max_code": \#(code)}"#) { fake, composer, directory in
            let error = try await failure { _ = try await composer.compose(Self.brief, into: directory.appending("t")) }
            #expect(error.code.rawValue == word && error.kind == kind)
            #expect(try await fake.books().operations == 0)
        }
    }

    @Test("a lost answer is a lost answer, and was asked for once; a wrong key never shows")
    func lost() async throws {
        try await playing(#"{"lose_reply_every": 1}"#) { fake, composer, directory in
            let error = try await failure { _ = try await composer.compose(Self.brief, into: directory.appending("t")) }
            #expect(error.code == .answerLost && error.kind == .transient)
            #expect(try await fake.books().operations == 1)
        }
        try await playing(key: "s3cret-key") { _, composer, directory in
            let error = try await failure { _ = try await composer.compose(Self.brief, into: directory.appending("t")) }
            #expect(error.code == .providerRefused && !"\(error)".contains("s3cret-key"))
        }
    }

    @Test("hex digits are bytes, and nothing else is", arguments: ["0", "0g", "zz", "00 1"])
    func hex(text: String) {
        #expect(MiniMaxMusicComposer.bytes("00fFa1") == Data([0, 255, 161]))
        #expect(MiniMaxMusicComposer.bytes(text) == nil)
    }
}
