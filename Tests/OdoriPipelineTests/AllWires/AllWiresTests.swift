import Foundation
import OdoriDomain
import OdoriFakes
import OdoriJobs
import OdoriPretend
import OdoriTesting
import Testing

/// One whole job over every provider's wire: Gemini writes, draws and watches, Kling dances, fal takes the dance that Kling refuses,
/// MiniMax or Lyria composes.
@Suite("A whole job over all wires", .serialized, .timeLimit(.minutes(10)))
struct AllWiresTests {
    private static let config = JobConfig(count: 1, seed: 1, prefer: ["kling", "fal"])
    /// Money is compared with the bill: an answer that was lost is paid for as well. Who made a dance that was not ordered yet is
    /// another while Kling is left alone.
    private static let other: Set<String> = ["cost", "ambiguous", "provider", "model"]
    /// Kling has no right to one dance.
    private static let refusal = #""refuse_picture": "align_1_", "throttle_code": 1103, "end_after_ms": 0"#

    /// What befalls each call when it is made for the first time. Besides, each question about a dance meets a connection reset, and
    /// each download of one breaks off.
    struct Trouble: Sendable, CustomTestStringConvertible {
        /// MiniMax as well.
        var kling: String
        var fal: String
        /// Lyria as well.
        var gemini: String
        var music: Wires.Music

        var testDescription: String { "Kling \(kling), fal \(fal), Gemini \(gemini), \(music.rawValue)" }

        var faults: String {
            #"{\#(refusal), "first": {"kling": "\#(kling)", "fal": "\#(fal)", "minimax": "\#(kling)"}}"#
        }

        /// fal knows no key of ours and is given no address to tell us at, so whether it took a dance is in doubt.
        var leavesFalInDoubt: Bool { ["error", "lose_request"].contains(fal) }

        /// Nobody can be asked about a call that is answered at once.
        var losesAnswers: Bool { ["lose_request", "lose_reply", "garbage", "blank", "huge"].contains(gemini) }

        /// `ODORI_TEST_EVERY=1` plays all of them. Answers of fal's are lost where callbacks tell of them, over real processes.
        static let played =
            ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"] == "1" ? all : Array(all.prefix(2))

        private static let all = [
            Trouble(kling: "error", fal: "throttle", gemini: "error", music: .miniMax),
            Trouble(kling: "lose_reply", fal: "none", gemini: "lose_reply", music: .lyria),
            Trouble(kling: "throttle", fal: "error", gemini: "quota_minute", music: .lyria),
            Trouble(kling: "lose_request", fal: "lose_request", gemini: "lose_request", music: .miniMax),
            Trouble(kling: "garbage", fal: "none", gemini: "garbage", music: .miniMax),
            Trouble(kling: "empty", fal: "none", gemini: "blank", music: .miniMax),
            Trouble(kling: "huge", fal: "none", gemini: "huge", music: .lyria),
        ]
    }

    private struct Ending: Sendable {
        var outcome: Outcome
        var spent: Int64
        var books: FakeProviders.Books
        var calls: FakeProviders.GeminiBooks
        var ambiguous: Int
    }

    private func play(_ faults: String, gemini: String, _ music: Wires.Music) async throws -> Ending {
        try await Wires.playing(faults: faults, gemini: gemini, music: music) { wires in
            let theatre = wires.theatre
            let opening = theatre.manual.now + .seconds(3600)
            try await theatre.addReferences()
            // However long that took: the time of acceptance is a part of names.
            theatre.manual.advance(to: opening)
            let job = try await theatre.acceptAnother(Self.config, after: 0)
            try await theatre.play()
            let state = try await theatre.run(job.jobID)
            #expect(state.job.status == .completed, "\(state.job.errors)")
            #expect(state.ledger.reserved == 0 && state.ledger.priceDrift == 0)
            #expect(theatre.scratch.left == 0)
            return Ending(
                outcome: try await Outcome(of: theatre, leaving: Self.other), spent: state.ledger.spent,
                books: try await wires.books(), calls: try await wires.calls(),
                ambiguous: state.engine.stages.values.reduce(0) { $0 + $1.ambiguous })
        }
    }

    @Test(
        "costs what the providers' books say, to the cent, where nothing goes wrong", arguments: Wires.Music.allCases)
    func faultless(music: Wires.Music) async throws {
        let ending = try await play("{\(Self.refusal)}", gemini: "{}", music)
        #expect(ending.spent == ending.books.billed + ending.calls.ofJobs.reduce(0) { $0 + $1.price })
        #expect(ending.books.operations("kling") == 4 && ending.books.operations("fal") == 1)
        #expect(ending.ambiguous == 0)
    }

    @Test(
        "ends with the same documents and objects when each call goes wrong at first; no dance is ordered twice",
        arguments: Trouble.played)
    func faulty(trouble: Trouble) async throws {
        let calm = try await play("{\(Self.refusal)}", gemini: "{}", trouble.music)
        let rough = try await play(trouble.faults, gemini: #"{"first": "\#(trouble.gemini)"}"#, trouble.music)
        #expect(rough.outcome.differences(from: calm.outcome) == [])
        // Dances that were not ordered yet go to fal as well while Kling is left alone.
        let (kling, fal) = (rough.books.operations("kling"), rough.books.operations("fal"))
        #expect(kling + fal == 5 && fal >= 1 && rough.books.duplicates == 0, "\(kling) and \(fal)")
        #expect(rough.calls.ofJobs.count >= 2 * calm.calls.ofJobs.count, "every call went wrong once")
        // A concept, nine pictures and the music.
        #expect(rough.ambiguous == (trouble.losesAnswers ? 11 : 0) + (trouble.leavesFalInDoubt ? fal : 0))
        #expect(rough.spent == Self.due(rough, trouble))
    }

    /// The bills, with what nobody saw the price of at its worst.
    private static func due(_ ending: Ending, _ trouble: Trouble) -> Int64 {
        var due = ending.books.billed
        for call in ending.calls.ofJobs {
            let isUnseen = !call.answered && (call.status == 0 || call.price > 0)
            due += isUnseen ? Wires.worst[call.kind] ?? 0 : call.price
        }
        // What never arrived, or was refused without a word that it was, is billed by nobody.
        if trouble.leavesFalInDoubt { due += Wires.dancePrice * Int64(ending.books.operations("fal")) }
        if trouble.kling == "lose_request", trouble.music == .miniMax { due += Wires.miniMaxPrice }
        return due
    }
}
