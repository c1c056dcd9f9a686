import Foundation
import OdoriDomain
import OdoriFakes
import OdoriJobs
import OdoriTesting
import Testing

/// One whole job over every provider's wire: Gemini writes, draws and watches, Kling dances, fal takes the dance that Kling refuses,
/// MiniMax or Lyria composes.
@Suite(
    "A whole job over all wires", .serialized, .timeLimit(.minutes(10)),
    .enabled(
        if: ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"] == "1",
        "some of its cases do not hold yet; ODORI_TEST_EVERY=1 plays them"))
struct AllWiresTests {
    private static let config = JobConfig(count: 1, seed: 1, prefer: ["kling", "fal"])
    /// Money is compared with the bill: an answer that was lost is paid for as well.
    private static let money: Set<String> = ["cost", "ambiguous"]
    /// Kling has no right to one dance.
    private static let refusal = #""refuse_picture": "align_1_", "throttle_code": 1103, "end_after_ms": 0"#

    private static func faults(_ kling: String?, fal: String? = nil) -> String {
        guard let kling else { return "{\(refusal)}" }
        return #"{\#(refusal), "first": {"kling": "\#(kling)", "fal": "\#(fal ?? kling)", "minimax": "\#(kling)"}}"#
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
            let job = try await wires.theatre.accept(Self.config)
            try await wires.theatre.play()
            let state = try await wires.theatre.run(job.jobID)
            #expect(state.job.status == .completed, "\(state.job.errors)")
            #expect(state.ledger.reserved == 0 && state.ledger.priceDrift == 0)
            #expect(wires.theatre.scratch.left == 0)
            return Ending(
                outcome: try await Outcome(of: wires.theatre, leaving: Self.money), spent: state.ledger.spent,
                books: try await wires.books(), calls: try await wires.calls(),
                ambiguous: state.engine.stages.values.reduce(0) { $0 + $1.ambiguous })
        }
    }

    @Test(
        "costs what the providers' books say, to the cent, where nothing goes wrong", arguments: Wires.Music.allCases)
    func faultless(music: Wires.Music) async throws {
        let ending = try await play(Self.faults(nil), gemini: "{}", music)
        #expect(ending.spent == ending.books.billed + ending.calls.ofJobs.reduce(0) { $0 + $1.price })
        #expect(ending.books.operations("kling") == 4 && ending.books.operations("fal") == 1)
        #expect(ending.ambiguous == 0)
    }

    /// With each fault, how many calls are in doubt: ten of Gemini's that are answered at once, one for music, and what fal forgets.
    @Test(
        "ends with the same documents and objects when each call goes wrong at first; no dance is ordered twice",
        arguments: [
            ("error", "error", "error", 0, .miniMax), ("throttle", "throttle", "quota_minute", 0, .lyria),
            ("lose_reply", "none", "lose_reply", 11, .miniMax),
            ("lose_request", "lose_request", "lose_request", 12, .lyria),
            ("garbage", "none", "garbage", 11, .miniMax), ("empty", "none", "blank", 11, .miniMax),
            ("huge", "none", "huge", 11, .lyria),
        ] as [(String, String, String, Int, Wires.Music)])
    func faulty(kling: String, fal: String, gemini: String, doubts: Int, music: Wires.Music) async throws {
        let calm = try await play(Self.faults(nil), gemini: "{}", music)
        let rough = try await play(Self.faults(kling, fal: fal), gemini: #"{"first": "\#(gemini)"}"#, music)
        #expect(rough.outcome.documents == calm.outcome.documents)
        #expect(rough.outcome.objects == calm.outcome.objects)
        #expect(rough.books.duplicates == 0)
        #expect(rough.books.operations("kling") == 4 && rough.books.operations("fal") == 1)
        #expect(rough.calls.ofJobs.count >= 2 * calm.calls.ofJobs.count, "every call went wrong once")
        #expect(rough.ambiguous == doubts)
        #expect(rough.spent == Self.due(rough, hasLostRequests: kling == "lose_request", music))
    }

    /// The bills, with what nobody saw the price of at its worst.
    private static func due(_ ending: Ending, hasLostRequests: Bool, _ music: Wires.Music) -> Int64 {
        var due = ending.books.billed
        for call in ending.calls.ofJobs {
            let isUnseen = !call.answered && (call.status == 0 || call.price > 0)
            due += isUnseen ? Wires.worst[call.kind] ?? 0 : call.price
        }
        // What never arrived stands in no book of theirs.
        guard hasLostRequests else { return due }
        return due + Wires.dancePrice + (music == .miniMax ? Wires.miniMaxPrice : 0)
    }
}
