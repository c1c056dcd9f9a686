import Foundation
import OdoriDomain
import OdoriFakes
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@testable import OdoriGemini

@Suite("References watched by Gemini", .timeLimit(.minutes(2)))
struct AnalysisTests {
    /// Looks like a video to who reads the first bytes; more than one piece of an upload.
    private static let video = Data([0, 0, 0, 24]) + Data("ftypisom".utf8) + Data(count: 9 << 20)

    @Test("are handed over in pieces, waited for, watched and taken back; the measured beats stay as they are")
    func developer() async throws {
        try await FakeProviders.running(gemini: #"{"processing_looks": 3}"#) { fake in
            try await Desk.working(at: fake.base) { desk in
                try await withFile("mp4", holding: Self.video) { file in
                    let analysis = try await desk.analyst.analyse(file)
                    let own = PretendDanceAnalyst.analysis
                    #expect(analysis.beats == own.beats && analysis.tempo == own.tempo)
                    #expect(own.downbeats.contains(analysis.drop))
                    let opinion = try #require(analysis.opinion)
                    #expect(opinion.allAdults && opinion.people == 1 && opinion.origin.model == "gemini-3.8-flash")
                    let books = try await fake.geminiBooks()
                    #expect(books.calls.map(\.kind) == ["analysis"] && books.billed == opinion.price)
                    #expect(try await fake.geminiFiles() == 0)
                }
            }
        }
    }

    @Test("go along with the request where Vertex AI is asked")
    func vertex() async throws {
        try await FakeProviders.running { fake in
            try await Desk.working(at: fake.base, isVertex: true) { desk in
                let seen = try await withFile("mp4", holding: Self.video) { try await desk.analyst.analyse($0) }
                #expect(seen.opinion?.allAdults == true)
                #expect(try await desk.writer.write(Desk.brief).value.concept.complaint == nil)
            }
        }
    }

    @Test("are handed over again under the next key when the first one's quota is used up")
    func nextKey() async throws {
        try await FakeProviders.running(gemini: #"{"script": {"1": "quota_day"}}"#) { fake in
            try await Desk.working(at: fake.base) { desk in
                let seen = try await withFile("mp4", holding: Self.video) { try await desk.analyst.analyse($0) }
                #expect(seen.opinion != nil)
                #expect(try await fake.geminiBooks().calls.map(\.key) == [0, 1])
            }
        }
    }

    @Test(
        "are rejected, refused, or watched again later",
        arguments: [
            (#""script": {"1": "minor"}"#, "reference_rejected", false),
            (#""fail_files": true"#, "provider_failed", true),
            (#""script": {"1": "block"}"#, "content_policy", false),
            (#""script": {"1": "lose_reply"}"#, "provider_unavailable", true),
            (#""script": {"1": "malformed"}"#, "provider_failed", true),
        ])
    func failures(faults: String, code: String, isTransient: Bool) async throws {
        try await FakeProviders.running(gemini: "{\(faults)}") { fake in
            try await Desk.working(at: fake.base) { desk in
                let error = try await withFile("mp4", holding: Self.video) { file in
                    try await failure { try await desk.analyst.analyse(file) }
                }
                #expect(
                    error.code.rawValue == code && error.kind == (isTransient ? .transient : .permanent), "\(error)")
            }
        }
    }

    private static let origin = Origin(provider: "gemini", model: "m", promptHash: "")

    private func seen(drop: Double, _ sections: [(String, Double)]) -> DanceViewing {
        DanceViewing(
            people: 1, allAdults: true, drop: drop,
            sections: sections.map { .init(name: $0.0, start: $0.1, end: $0.1 + 1) }, mood: "bright")
    }

    private func own(drop: Double, confidence: Double) -> DanceAnalysis {
        var own = PretendDanceAnalyst.analysis
        own.drop = drop
        own.confidence = confidence
        return own
    }

    @Test(
        "the drop is the measured one, unless it was guessed and another downbeat is near what was seen",
        arguments: [
            (6.3, 0.9, 4.0), (6.3, 0.3, 6.0), (4.4, 0.3, 4.0), (99, 0.3, 4.0), (-1, 0.3, 4.0), (.infinity, 0.3, 4.0),
            (9.6, 0.3, 4.0),
        ] as [(Double, Double, Double)])
    func drop(seenAt: Double, confidence: Double, found: Double) {
        let result = seen(drop: seenAt, [("intro", 0), ("drop", seenAt)])
            .reconciled(with: own(drop: 4, confidence: confidence), origin: Self.origin, price: nil)
        #expect(result.drop == found && result.beats == PretendDanceAnalyst.analysis.beats)
        #expect(result.sections.contains { $0.name == "drop" && $0.start == found })
    }

    @Test("sections begin on measured downbeats, cover the whole video, and the drop's begins at the drop")
    func sections() {
        let result = seen(drop: 4.2, [("intro", 0), ("build", 2.3), ("drop", 4.2), ("outro", 7.8)])
            .reconciled(with: own(drop: 4, confidence: 0.9), origin: Self.origin, price: 5)
        #expect(result.sections.map(\.name) == ["intro", "build", "drop", "outro"])
        #expect(result.sections.map(\.start) == [0, 2, 4, 8] && result.sections.map(\.end) == [2, 4, 8, 10])
        let nonsense = seen(drop: 4.2, [("drop", 5), ("intro", 1)])
            .reconciled(with: own(drop: 4, confidence: 0.9), origin: Self.origin, price: nil)
        #expect(nonsense.sections == PretendDanceAnalyst.analysis.sections && nonsense.opinion?.drop == 4.2)
    }
}
