import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPorts
import OdoriPretend
import OdoriTesting
import SystemPackage
import Testing

@Suite("Dances as providers encode them")
struct ForeignDanceTests {
    @Test("one that is not as our clips are is encoded once more, paid once, and counts")
    func encodedAgain() async throws {
        let theatre = Theatre(media: PickyMediaComposer(refusing: ["dance"]))
        let job = try await theatre.accept()
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
        #expect(theatre.provider.submissions.count == 5)
        let run = try await theatre.run(job.jobID)
        for index in 0..<JobConfig.dancesPerRun {
            let record = try #require(run.engine.stages[.dance(index)])
            #expect(record.status == .completed && record.attempts == 0)
        }
    }

    @Test("one that is shorter than its reference shortens what is cut from it, and the cut says that it is a guess")
    func shorter() async throws {
        let theatre = Theatre(media: PickyMediaComposer(refusing: [], seconds: 6))
        let job = try await theatre.accept()
        try await theatre.play()
        let run = try await theatre.run(job.jobID)
        #expect(run.job.status == .completed)
        let dance = try #require(run.engine.stages[.dance(0)]?.outputs?.facts).value(as: DanceFacts.self)
        #expect(dance.length == 180 && dance.offset == 0 && dance.coverage < 0.97 && !dance.isPlaced)
        let plan = try #require(run.engine.stages[.master]?.outputs?.facts).value(as: EditPlan.self)
        #expect(plan.lowConfidence && plan.length == 180)
    }

    @Test("one of less than three seconds ends its character with the reason, and was paid for once")
    func muchShorter() async throws {
        let theatre = Theatre(media: PickyMediaComposer(refusing: [], seconds: 2.5))
        let job = try await theatre.accept()
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .failed)
        #expect(done.errors.first?.code == "media_invalid")
        #expect(theatre.provider.submissions.count == 5)
    }

    @Test("one that is no better afterwards fails its stage, with what is wrong")
    func neverGood() async throws {
        let theatre = Theatre(media: PickyMediaComposer(refusing: ["dance", "normalised"]))
        let job = try await theatre.accept()
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .failed)
        let error = try #require(done.errors.first)
        #expect(error.code == "unverified_output" && error.message.contains("a strange encoding"))
    }
}

/// Finds fault with every file that begins with one of some words.
private struct PickyMediaComposer: PretendingMedia {
    private let refused: [String]
    private let seconds: Double?

    /// - Parameter seconds: how long dances are; nil: as their references.
    init(refusing refused: [String], seconds: Double? = nil) {
        self.refused = refused
        self.seconds = seconds
    }

    func inspect(
        _ file: FilePath, as kind: InspectionKind, stills: StillsOrder?
    ) async throws -> DeliverableReport {
        var report = try await pretending.inspect(file, as: kind, stills: stills)
        let content = try String(contentsOfFile: file.string, encoding: .utf8)
        if let seconds, content.hasPrefix("dance") { report.media.duration = seconds }
        if refused.contains(where: content.hasPrefix) { report.problems = ["a strange encoding"] }
        return report
    }
}
