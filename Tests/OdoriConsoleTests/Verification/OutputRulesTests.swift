import OdoriDomain
import Testing

@testable import OdoriConsole

@Suite("What every output must be")
struct OutputRulesTests {
    private func facts(_ change: (inout FileFacts) -> Void = { _ in }) -> FileFacts {
        var facts = FileFacts(bytes: 1000, sha256: "00")
        facts.width = 1080
        facts.height = 1920
        facts.fps = 30
        facts.duration = 10
        facts.codec = "h264"
        facts.profile = "High"
        facts.pixelFormat = "yuv420p"
        facts.audioCodec = "aac"
        facts.lufs = -14
        facts.dbtp = -1.2
        facts.videoPackets = "MD5=1"
        change(&facts)
        return facts
    }

    private let video = Output(.deliverable, type: "watermarked", url: "gs://local/a.mp4")

    @Test("a file as it should be has no problem", arguments: Output.Kind.allCases)
    func good(kind: Output.Kind) {
        #expect(OutputRules.problems(of: Output(kind, url: "gs://local/a"), facts(), loudnessLimited: false) == [])
    }

    private typealias Flaw = (change: @Sendable (inout FileFacts) -> Void, sentence: String)

    private static let flaws: [Flaw] = [
        ({ $0.bytes = 0 }, "is empty"),
        ({ $0.width = 720 }, "is 720×1920, not 1080×1920"),
        ({ $0.fps = 29.97 }, "has 29.97 pictures a second, not 30"),
        ({ $0.codec = "hevc" }, "is hevc, not h264"),
        ({ $0.profile = "Main" }, "has H.264 profile Main, not High"),
        ({ $0.pixelFormat = "yuv444p" }, "has pixels yuv444p, not yuv420p"),
        ({ $0.duration = nil }, "lasts 0.0 s"),
        ({ $0.audioCodec = "mp3" }, "has mp3 sound, not aac"),
        ({ $0.audioCodec = nil }, "has no sound"),
        ({ $0.lufs = nil }, "is silent"),
        ({ $0.lufs = -14.6 }, "is at -14.6 LUFS, not −14 ± 0.5"),
        ({ $0.lufs = -13.4 }, "is at -13.4 LUFS, not −14 ± 0.5"),
        ({ $0.dbtp = -0.9 }, "peaks at -0.9 dBTP, above −1"),
    ]

    @Test("each thing that can be wrong with a deliverable is found", arguments: flaws.indices)
    func wrong(index: Int) {
        let (change, sentence) = Self.flaws[index]
        let problems = OutputRules.problems(of: video, facts(change), loudnessLimited: false)
        #expect(problems == ["deliverable watermarked \(sentence)"])
    }

    @Test("a file whose report says that its loudness is limited may be softer, not louder")
    func limited() {
        #expect(OutputRules.problems(of: video, facts { $0.lufs = -17 }, loudnessLimited: true) == [])
        #expect(OutputRules.problems(of: video, facts { $0.lufs = -13 }, loudnessLimited: true).count == 1)
    }

    @Test("a dance may be silent, a remix may not, and neither is held to −14 LUFS")
    func otherVideos() {
        let silent = facts { $0.audioCodec = nil }
        let soft = facts { $0.lufs = -30 }
        #expect(OutputRules.problems(of: Output(.dance, url: ""), silent, loudnessLimited: false) == [])
        #expect(OutputRules.problems(of: Output(.remix, url: ""), silent, loudnessLimited: false).count == 1)
        #expect(OutputRules.problems(of: Output(.remix, url: ""), soft, loudnessLimited: false) == [])
    }

    @Test("deliverables that do not share their video packets are found")
    func packets() {
        func file(_ packets: String) -> VerifiedFile {
            VerifiedFile(output: video, path: "a", facts: facts { $0.videoPackets = packets })
        }
        #expect(OutputRules.samePackets([file("1"), file("1")]) == [])
        #expect(OutputRules.samePackets([file("1"), file("2")]).count == 1)
    }
}
