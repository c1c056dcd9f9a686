import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPretend
import OdoriTesting
import Testing

@Suite("A worker that dies")
struct CrashTests {
    /// Calls of a clean run of one character, and the stride at which they are sampled: `ODORI_TEST_EVERY=1` takes each.
    private static let lastCall = 222
    private static let stride =
        ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"].flatMap { Int($0) }.map { max(1, $0) } ?? 13

    @Test(
        "at any call leaves nothing behind that its successor does not finish",
        arguments: Swift.stride(from: 1, through: lastCall, by: stride).map(\.self), FaultPlan.Moment.allCases)
    func crashes(_ call: Int, _ moment: FaultPlan.Moment) async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        let plan = FaultPlan(crash: moment, call: call)
        try await theatre.play(dying: plan)
        #expect(plan.hasCrashed, "a clean run makes fewer calls: the sample is too long")
        #expect(try await theatre.job(job.jobID).status == .completed)
        #expect(theatre.provider.submissions.count == 5, "paid \(theatre.provider.submissions.count) times")
        #expect(try await Outcome(of: theatre) == CalmRun.shared.outcome())
        #expect(theatre.scratch.left == 0)
    }

    @Test("is survived even when every answer of the provider is lost")
    func lostAnswers() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        for _ in 0..<5 { theatre.provider.loseNextAnswer() }
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
        #expect(theatre.provider.submissions.count == 5)
    }

    @Test("eight times in silence ends the stage, and the stage alone")
    func crashLoop() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play(dying: FaultPlan(crash: .after, call: 40))
        try await theatre.play()
        let fresh = Theatre()
        let other = try await fresh.accept()
        try await fresh.play(until: .music, of: other.jobID)
        try await fresh.change(other.jobID) { state in
            state.engine.update(.music) { record in
                record.crashes = StageRecord.crashLimit - 1
                record.lease = Lease(epoch: record.epoch, expiresAt: fresh.manual.now)
            }
        }
        try await fresh.play()
        let done = try await fresh.job(other.jobID)
        #expect(done.status == .failed)
        #expect(done.errors.map(\.code) == ["worker_crashed"])
        #expect(try await theatre.job(job.jobID).status == .completed)
    }
}

/// What a run without any fault leaves, played once for all cases.
private actor CalmRun {
    static let shared = CalmRun()
    private var known: Outcome?

    func outcome() async throws -> Outcome {
        if let known { return known }
        let theatre = Theatre()
        _ = try await theatre.accept()
        try await theatre.play()
        let outcome = try await Outcome(of: theatre)
        known = outcome
        return outcome
    }
}
