import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPorts
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
private struct PickyMediaComposer: MediaComposer {
    private let refused: [String]
    private let calm = PretendMediaComposer()

    init(refusing refused: [String]) {
        self.refused = refused
    }

    func inspect(_ file: FilePath, as kind: InspectionKind) async throws -> DeliverableReport {
        var report = try await calm.inspect(file, as: kind)
        let content = try String(contentsOfFile: file.string, encoding: .utf8)
        if refused.contains(where: content.hasPrefix) { report.problems = ["a strange encoding"] }
        return report
    }

    func probe(_ video: FilePath) async throws -> MediaFacts { try await calm.probe(video) }

    func normalise(_ video: FilePath, into output: FilePath, firstFrame: FilePath) async throws -> MediaFacts {
        try await calm.normalise(video, into: output, firstFrame: firstFrame)
    }

    func remix(_ order: RemixOrder, into file: FilePath, progress: @Sendable (Double) async -> Void) async throws {
        try await calm.remix(order, into: file, progress: progress)
    }

    func master(
        _ order: MasterOrder, into file: FilePath, progress: @Sendable (Double) async -> Void
    ) async throws -> MasterSound {
        try await calm.master(order, into: file, progress: progress)
    }

    func soundtrack(_ order: SoundtrackOrder, into file: FilePath) async throws -> MasterSound {
        try await calm.soundtrack(order, into: file)
    }

    func stills(
        of video: FilePath, at seconds: Double, poster: FilePath, contactSheet: FilePath
    ) async throws {
        try await calm.stills(of: video, at: seconds, poster: poster, contactSheet: contactSheet)
    }
}
