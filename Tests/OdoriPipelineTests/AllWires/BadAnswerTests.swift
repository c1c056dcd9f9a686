import Foundation
import OdoriDomain
import OdoriFakes
import OdoriJobs
import OdoriPipeline
import OdoriTesting
import Subprocess
import SystemPackage
import Testing

/// What providers may answer that is of no use: each ends with its code and the provider's reason, and nothing is paid for again that
/// cannot succeed.
@Suite("A job that is answered badly", .serialized, .timeLimit(.minutes(10)))
struct BadAnswerTests {
    private static func config(prefer: [String]? = nil) -> JobConfig {
        let options = JobOptions(generateVariants: false, createSoundtracks: false, applyWatermark: false)
        return JobConfig(count: 1, options: options, seed: 1, prefer: prefer)
    }

    /// The run when everything is over: the job has ended, and no money is open.
    private func end(_ wires: Wires, prefer: [String]? = nil) async throws -> RunState {
        let job = try await wires.theatre.accept(Self.config(prefer: prefer))
        try await wires.theatre.play()
        let state = try await wires.theatre.run(job.jobID)
        #expect(state.job.status.isEnded)
        return state
    }

    /// Our books say what theirs say.
    private func expectBalance(_ state: RunState, _ wires: Wires) async throws {
        let bill = try await wires.books().billed + wires.calls().ofJobs.reduce(0) { $0 + $1.price }
        #expect(state.ledger.reserved == 0 && state.ledger.spent == bill, "\(state.ledger.spent) for \(bill)")
    }

    @Test(
        "results that have expired, or lie where nobody may fetch, are asked for again and not ordered again",
        arguments: [("expired", "127.0.0.1 answers 403"), ("private", "10.0.0.7 must lead to a public address")],
        ["kling", "fal"])
    func unreachable(result: (kind: String, words: String), provider: String) async throws {
        let faults = #"{"results": "\#(result.kind)", "end_after_ms": 0}"#
        try await Wires.playing(faults: faults) { wires in
            let state = try await end(wires, prefer: [provider])
            let error = try #require(state.job.errors.first)
            #expect(error.code == "link_refused" && error.message.contains(result.words), "\(error)")
            #expect(try await wires.books().operations(provider) == 3, "each dance was ordered once")
            try await expectBalance(state, wires)
        }
    }

    @Test(
        "dances that are pages, empty, or have no picture are refused at once with what is wrong, and not ordered again",
        arguments: ["page", "empty", "frameless"])
    func unusable(kind: String) async throws {
        let result = kind == "frameless" ? "film" : kind
        let faults = #"{"results": "\#(result)", "end_after_ms": 0}"#
        try await Wires.playing(faults: faults, isStrict: true, film: Self.sound) { wires in
            let state = try await end(wires)
            let error = try #require(state.job.errors.first)
            #expect(["media_invalid", "unverified_output"].contains(error.code) && !error.message.isEmpty, "\(error)")
            #expect(try await wires.books().operations("kling") == 3)
            try await expectBalance(state, wires)
        }
    }

    @Test("a dance of four seconds from a reference of ten is taken as it is, paid by its length, and shortens the cut")
    func short() async throws {
        try await Wires.playing(faults: #"{"end_after_ms": 0}"#, seconds: 4, isStrict: true, film: Self.film) { wires in
            let state = try await end(wires)
            #expect(state.job.status == .completed, "\(state.job.errors)")
            let dance = try #require(state.engine.stages[.dance(0)]?.outputs?.facts).value(as: DanceFacts.self)
            #expect(dance.length == 120 && dance.offset == 0 && abs(dance.coverage - 0.4) < 0.01)
            let plan = try #require(state.engine.stages[.master]?.outputs?.facts).value(as: EditPlan.self)
            #expect(plan.lowConfidence && plan.length == 120, "nobody compares its motion here")
            try await expectBalance(state, wires)
        }
    }

    @Test(
        "a refusal of the content ends the character with the provider's reason wherever it comes, and is not asked around",
        arguments: [
            (#"{"script": {"text:1": "block"}}"#, "", "kling", "PROHIBITED_CONTENT"),
            (#"{"script": {"image:1": "finish"}}"#, "", "kling", "IMAGE_SAFETY"),
            (#"{"script": {"image:2": "no_image"}}"#, "", "kling", "I cannot draw"),
            (#"{"script": {"image:3": "block"}}"#, "", "kling", "PROHIBITED_CONTENT"),
            (#"{"script": {"music:1": "block"}}"#, "lyria", "kling", "the prompt was blocked"),
            (#"{"script": {"music:1": "finish"}}"#, "lyria", "kling", "withdrawn by the judges"),
            ("{}", "minimax", "kling", "1026"), ("{}", "kling", "kling", "1301"),
            ("{}", "fal", "fal", "content_policy"),
        ])
    func refused(gemini: String, motion: String, prefer: String, reason: String) async throws {
        let fault =
            switch motion {
            case "minimax", "kling": #", "first": {"\#(motion)": "policy"}"#
            // fal's queue takes whatever it is sent: the model says no at the end.
            case "fal": #", "fail_policy_every": 1"#
            default: ""
            }
        let faults = #"{"end_after_ms": 0\#(fault)}"#
        let music = motion == "lyria" ? Wires.Music.lyria : .miniMax
        try await Wires.playing(faults: faults, gemini: gemini, music: music) { wires in
            let others = prefer == "kling" ? ["kling", "fal"] : ["fal", "kling"]
            let state = try await end(wires, prefer: others)
            #expect(state.job.status == .failed)
            #expect(state.job.errors.allSatisfy { $0.code == "content_policy" && $0.message.contains(reason) })
            #expect(!state.job.errors.isEmpty, "a character fails for its first error")
            let other = prefer == "kling" ? "fal" : "kling"
            #expect(try await wires.books().operations(other) == 0, "nobody else is asked")
            #expect(state.engine.stages.values.allSatisfy { $0.attempts <= 1 }, "nothing was tried twice")
            try await expectBalance(state, wires)
        }
    }

    @Test(
        "a reference that may not be watched is rejected with the reason, before the job that wants it pays for anything"
    )
    func refusedReference() async throws {
        try await Wires.playing { wires in
            let theatre = wires.theatre
            try await theatre.addReferences()
            try await wires.setGeminiFaults(#"{"every": {"block": "analysis:1"}}"#)
            var config = Self.config()
            config.referenceVideos = ["https://example.com/dance.mp4"]
            config.referenceRights = .owned
            let job = try await theatre.acceptAnother(config, after: 0)
            try await theatre.play()
            let done = try await theatre.job(job.jobID)
            let error = try #require(done.errors.first)
            #expect(done.status == .failed && error.code == "reference_rejected", "\(error)")
            #expect(error.message.contains("PROHIBITED_CONTENT"), "\(error)")
            #expect(try await wires.books().submissions.isEmpty)
            #expect(try await wires.calls().ofJobs.isEmpty)
        }
    }

    @Test("a key that is revoked while dances are under way and soon replaced loses none, and orders none twice")
    func revokedUnderWay() async throws {
        try await Wires.playing(faults: #"{"end_after_ms": 0}"#) { wires in
            let theatre = wires.theatre
            let job = try await theatre.accept(Self.config())
            try await theatre.play(until: .dance(0), of: job.jobID)
            let worker = theatre.worker()
            while try await wires.books().operations("kling") < 1 { try await theatre.step(worker) }
            try await wires.setFaults(#"{"revoked": ["kling"]}"#)
            for _ in 0..<6 { try await theatre.step(worker) }
            let refused = try await theatre.run(job.jobID).run.stages.values.compactMap(\.error)
            #expect(refused.allSatisfy { $0.code == "provider_refused" && $0.message.contains("the key was revoked") })
            try await wires.setFaults(#"{"revoked": []}"#)
            try await theatre.play()
            let state = try await theatre.run(job.jobID)
            let books = try await wires.books()
            #expect(books.duplicates == 0 && books.operations("kling") <= 3)
            try await expectBalance(state, wires)
        }
    }

    @Test(
        "a key that is revoked before a call ends the character with the provider's words, and costs nothing more",
        arguments: ["gemini", "kling", "fal", "minimax"])
    func revoked(provider: String) async throws {
        let revoked = provider == "gemini" ? "" : #", "revoked": ["\#(provider)"]"#
        try await Wires.playing(faults: #"{"end_after_ms": 0\#(revoked)}"#) { wires in
            let theatre = wires.theatre
            let job = try await theatre.accept(Self.config(prefer: provider == "fal" ? ["fal"] : nil))
            if provider == "gemini" {
                try await theatre.play(until: .animeImage, of: job.jobID)
                try await wires.setGeminiFaults(#"{"revoked_keys": ["\#(Wires.key)"]}"#)
            }
            try await theatre.play()
            let state = try await theatre.run(job.jobID)
            #expect(state.job.status == .failed)
            let error = try #require(state.job.errors.first { $0.code == "provider_refused" })
            #expect(!error.message.contains(Wires.key))
            #expect(try await wires.books().operations(provider) == 0)
            try await expectBalance(state, wires)
        }
    }

    @Test("a track of nothing is bought once more, and never a third time")
    func emptyTrack() async throws {
        try await Wires.playing(faults: #"{"end_after_ms": 0, "empty_tracks": true}"#) { wires in
            let state = try await end(wires)
            let error = try #require(state.job.errors.first)
            #expect(error.code == "score_refused" && error.message.contains("no sound"), "\(error)")
            #expect(try await wires.books().operations("minimax") == 2)
            try await expectBalance(state, wires)
        }
    }

    /// Ten seconds of sound in an MP4 without a picture.
    @Sendable private static func sound(_ file: URL) async throws {
        try await ffmpeg(["-f", "lavfi", "-i", "sine=440:duration=10", "-c:a", "aac", file.path])
    }

    /// Four seconds of portrait as an encoder makes them by itself.
    @Sendable private static func film(_ file: URL) async throws {
        try await ffmpeg([
            "-f", "lavfi", "-i", "testsrc2=size=270x480:rate=30", "-f", "lavfi", "-i", "sine=440:duration=4",
            "-t", "4", "-vf", "scale=1080:1920:flags=neighbor,format=yuv420p", "-c:v", "libx264", "-preset",
            "veryfast", "-c:a", "aac", file.path,
        ])
    }

    private static func ffmpeg(_ arguments: [String]) async throws {
        let outcome = try await Subprocess.run(
            .name("ffmpeg"), arguments: Arguments(["-nostdin", "-v", "error", "-y"] + arguments), input: .none,
            output: .discarded, error: .discarded)
        #expect(outcome.terminationStatus.isSuccess)
    }
}
