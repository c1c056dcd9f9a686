import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriFFmpeg

/// One thing wrong, and what is said of it.
struct Fault: Sendable {
    var sentence: String
    var change: @Sendable (inout DeliverableReport) -> Void

    init(_ sentence: String, _ change: @escaping @Sendable (inout DeliverableReport) -> Void) {
        self.sentence = sentence
        self.change = change
    }

    static let all: [Fault] = [
        Fault("the picture is 720×1920, not 1080×1920") { $0.media.width = 720 },
        Fault("the video is hevc, not h264") { $0.media.codec = "hevc" },
        Fault("the video's profile is Main, not High") { $0.media.profile = "Main" },
        Fault("the pixels are yuv444p, not yuv420p") { $0.pixelFormat = "yuv444p" },
        Fault("the colours are tagged bt709/unknown/bt709/tv, not bt709 throughout") {
            $0.colour = "bt709/unknown/bt709/tv"
        },
        Fault("the index stands after the media data") { $0.moovFirst = false },
        Fault("the file has an edit list, which not all platforms follow") { $0.editList = true },
        Fault("pictures of one group need another") { $0.closedGOP = false },
        Fault("the pictures do not come at a constant 30 per second") { $0.constantFrameRate = false },
        Fault("the pictures do not come at a constant 30 per second") { $0.media.fps = 25 },
        Fault("2.0 s pass without a key picture, more than one second") { $0.longestGOPSeconds = 2 },
        Fault("the picture is black for 0.5 s") { $0.longestBlackSeconds = 0.5 },
        Fault("the picture is frozen for 1.1 s") { $0.longestFrozenSeconds = 1.1 },
        Fault("the sound is mp3, not aac") { $0.audioCodec = "mp3" },
        Fault("the sound's profile is HE-AAC, not LC") { $0.audioProfile = "HE-AAC" },
        Fault("the sound is not 48 kHz stereo") { $0.audioChannels = 1 },
        Fault("the sound starts 50 ms against the picture") { $0.audioStartOffset = 0.05 },
        Fault("the loudness is -15.0 LUFS, not -14.0") { $0.lufs = -15 },
        Fault("the true peak is -0.4 dBTP, above -1.0") { $0.dbtp = -0.4 },
        Fault("the sound is silent") { $0.lufs = nil },
    ]
}

@Suite("Judging a finished file")
struct InspectingTests {
    private func boxes(_ bytes: [UInt8]) -> TopLevelBoxes {
        TopLevelBoxes(size: UInt64(bytes.count)) { offset, count in
            Array(bytes.dropFirst(Int(offset)).prefix(count))
        }
    }

    private func box(_ kind: String, _ payload: Int = 0) -> [UInt8] {
        [0, 0, 0, UInt8(8 + payload)] + Array(kind.utf8) + Array(repeating: 0, count: payload)
    }

    @Test("the index stands first when its box comes before the media data")
    func moov() {
        #expect(boxes(box("ftyp", 4) + box("moov", 9) + box("mdat", 3)).moovFirst)
        #expect(!boxes(box("ftyp", 4) + box("mdat", 3) + box("moov", 9)).moovFirst)
        #expect(!boxes(box("ftyp", 4) + box("mdat", 3)).moovFirst)
    }

    @Test("an edit list is found where it belongs, and nowhere else")
    func editList() {
        func inside(_ kind: String, _ payload: [UInt8]) -> [UInt8] {
            [0, 0, 0, UInt8(8 + payload.count)] + Array(kind.utf8) + payload
        }
        let edits = inside("edts", box("elst", 16))
        #expect(
            boxes(inside("moov", box("mvhd", 4) + inside("trak", box("tkhd", 3) + edits)) + box("mdat")).hasEditList)
        #expect(!boxes(inside("moov", inside("trak", box("tkhd", 3))) + inside("mdat", edits)).hasEditList)
    }

    @Test("boxes told in 64 bits and boxes to the end of the file are understood")
    func sizes() {
        let long: [UInt8] = [0, 0, 0, 1] + Array("free".utf8) + [0, 0, 0, 0, 0, 0, 0, 18, 7, 7]
        let rest: [UInt8] = [0, 0, 0, 0] + Array("mdat".utf8) + [1, 2, 3]
        #expect(boxes(long + box("moov") + rest).kinds == ["free", "moov", "mdat"])
    }

    @Test(
        "broken headers end the reading",
        arguments: [
            [0, 0, 0, 4, 0x66, 0x72, 0x65, 0x65, 0, 0, 0, 0],
            [0, 0, 0, 1, 0x66, 0x72, 0x65, 0x65, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0, 0, 0, 1, 0x66, 0x72, 0x65, 0x65],
        ] as [[UInt8]]
    )
    func broken(bytes: [UInt8]) {
        #expect(boxes(bytes).kinds == ["free"])
    }

    @Test("the longest stretch counts, and one without an end lasts to the end of the video")
    func faults() {
        let marks = """
            lavfi.black_start=1.0
            lavfi.black_end=1.6
            lavfi.freezedetect.freeze_start=2
            lavfi.freezedetect.freeze_end=3.5
            lavfi.freezedetect.freeze_start=7
            frame:9
            """
        let faults = PictureFaults(marks: marks, end: 10)
        #expect(abs(faults.longestBlack - 0.6) < 1e-9)
        #expect(faults.longestFrozen == 3)
        #expect(PictureFaults(marks: "", end: 10) == PictureFaults(marks: "frame:0", end: 10))
    }

    private func report(_ change: (inout DeliverableReport) -> Void = { _ in }) -> DeliverableReport {
        var report = DeliverableReport(
            media: MediaFacts(
                width: 1080,
                height: 1920,
                fps: 30,
                duration: 10,
                codec: "h264",
                profile: "High",
                hasAudio: true
            ),
            bytes: 1,
            sha256: "",
            audioCodec: "aac",
            audioProfile: "LC",
            audioSampleRate: 48_000,
            audioChannels: 2,
            pixelFormat: "yuv420p",
            colour: "bt709/bt709/bt709/tv",
            constantFrameRate: true,
            longestGOPSeconds: 1,
            moovFirst: true,
            lufs: -14.2,
            dbtp: -1.1,
            longestBlackSeconds: 0,
            longestFrozenSeconds: 0.9,
            audioStartOffset: 0
        )
        change(&report)
        return report
    }

    private func problems(
        _ report: DeliverableReport,
        _ kind: InspectionKind = .deliverable(expectedPictures: 300),
        pictures: Int = 300
    ) -> [String] {
        Judgement.problems(of: report, as: kind, pictures: pictures, audioSeconds: 10)
    }

    @Test("a file as it should be has no problems")
    func good() {
        #expect(problems(report()).isEmpty)
        #expect(problems(report(), .clip).isEmpty)
    }

    @Test("each fault is one sentence", arguments: Fault.all)
    func faulty(fault: Fault) {
        #expect(problems(report(fault.change)) == [fault.sentence])
    }

    @Test("the picture count is compared, and sound must last as long as the picture")
    func lengths() {
        #expect(problems(report(), pictures: 299) == ["the video has 299 pictures, not 300"])
        let short = Judgement.problems(of: report(), as: .clip, pictures: 300, audioSeconds: 9.2)
        #expect(short == ["the sound lasts 9.2 s, the picture 10.0 s"])
    }

    @Test("a clip may be silent or without sound, a deliverable may not")
    func clips() {
        let mute = report {
            $0.media.hasAudio = false
            $0.lufs = nil
        }
        #expect(problems(mute, .clip).isEmpty)
        #expect(problems(mute) == ["the file has no sound"])
        #expect(problems(report { $0.lufs = -30 }, .clip).isEmpty)
    }

    @Test("a sound that was limited may stay quieter, not louder")
    func limited() {
        let limited: (Double) -> DeliverableReport = { lufs in
            report {
                $0.lufs = lufs
                $0.loudnessLimited = true
            }
        }
        #expect(problems(limited(-17)).isEmpty)
        #expect(problems(limited(-12)).count == 1)
    }

    @Test("a score may end early by a breath, not by two; a dance's own sound may")
    func silentEnd() {
        func said(_ seconds: Double, _ source: SoundtrackOrder.Sound) -> [String] {
            problems(
                report { $0.silentEndSeconds = seconds },
                .deliverable(expectedPictures: 300, sound: ExpectedSound(source)))
        }
        let score = SoundtrackOrder.Sound.score(ScorePlacement(file: "/s.wav", offset: 0))
        #expect(said(1.2, score).isEmpty)
        #expect(said(2.25, score) == ["nothing is heard for the last 2.25 s"])
        #expect(said(2.25, .original("/d.mp4", from: 0)).isEmpty)
        #expect(SoundPlacement.silentEnd(of: [0.5, 0, 0.002] + Array(repeating: 0.0005, count: 4000)) == 1)
        #expect(SoundPlacement.silentEnd(of: Array(repeating: 0, count: 2000)) == 0.5)
    }

    @Test("complaints of the sound's decoder are not the pictures'")
    func damage() throws {
        let streams = try ProbeReport.decode(
            #"{"streams": [{"index": 1, "codec_type": "audio", "codec_name": "aac"}], "format": {}}"#)
        func said(_ complaints: String) -> [String] {
            InspectionPass.Result(complaints: complaints, heard: []).damage(sound: streams.audio)
        }
        #expect(said("") == [])
        let repeated = "[aac @ 0x1] Input buffer exhausted\n    Last message repeated 2 times"
        #expect(said(repeated) == ["the sound is damaged"])
        #expect(said("Error while decoding stream #0:1: Invalid data") == ["the sound is damaged"])
        #expect(said("[h264 @ 0x1] error while decoding MB 3 4") == ["the pictures are damaged"])
        let both = ["the pictures are damaged", "the sound is damaged"]
        #expect(said("[mov @ 0x1] partial file\n[aac @ 0x2] no") == both)
    }
}
