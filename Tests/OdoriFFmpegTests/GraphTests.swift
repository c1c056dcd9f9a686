import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Filter graphs")
struct GraphTests {
    private func facts(_ width: Int, _ height: Int) -> MediaFacts {
        MediaFacts(width: width, height: height, fps: 30, duration: 10, codec: "h264", profile: nil, hasAudio: true)
    }

    private func stream(_ extra: String = "") throws -> ProbeReport.Stream {
        let json = #"{"streams": [{"codec_type": "video""# + extra + #"}], "format": {}}"#
        return try #require(try ProbeReport.decode(json).video)
    }

    @Test(
        "a picture that would lose more than a quarter is laid on its blurred self, others are cropped",
        arguments: [
            (1080, 1920, false), (1440, 1920, false), (1080, 2400, false), (1080, 1080, true), (1920, 1080, true),
        ]
    )
    func framing(width: Int, height: Int, padded: Bool) throws {
        let chain = FramingFilter.chain(try stream(), facts: facts(width, height))
        #expect(chain.contains("gblur") == padded)
        #expect(chain.hasPrefix("fps=30:start_time=0,"))
        #expect(chain.hasSuffix("setsar=1,format=yuv420p"))
    }

    @Test("only what needs it is toned down, deinterlaced or stretched")
    func preparation() throws {
        let plain = FramingFilter.chain(try stream(), facts: facts(1080, 1920))
        let special = FramingFilter.chain(
            try stream(#", "color_transfer": "smpte2084", "field_order": "tt", "sample_aspect_ratio": "4:3""#),
            facts: facts(1080, 1920)
        )
        for filter in ["tonemap=hable", "yadif", "iw*1.333333"] {
            #expect(!plain.contains(filter))
            #expect(special.contains(filter))
        }
    }

    private let plan = EditPlan(
        segments: [
            .init(clip: .dance(0), sourceStart: 6, length: 40),
            .init(clip: .variantDance(.kpop), sourceStart: 46, length: 30),
            .init(clip: .dance(0), sourceStart: 76, length: 20),
        ],
        lowConfidence: false,
        referenceStart: 9
    )
    private let files: [StageID: FilePath] = [.dance(0): "/a.mp4", .variantDance(.kpop): "/b.mp4"]
    private var clips: [StageID: CutClip] { files.mapValues { CutClip($0) } }

    @Test("each segment is an input of its own that begins half a picture early; only cuts slam")
    func cutGraph() throws {
        let cut = try CutGraph(plan, clips: clips, label: "v")
        #expect(cut.inputs.map(\.file) == ["/a.mp4", "/b.mp4", "/a.mp4"])
        #expect(cut.inputs.map { $0.options.last } == ["0.183333", "1.516667", "2.516667"])
        #expect(cut.chains.map { $0.contains("eval=frame") } == [false, true, true, false])
        #expect(cut.chains.last == "[cut0][cut1][cut2]concat=n=3:v=1:a=0,setsar=1[v]")
    }

    @Test(
        "a transition treats only the pictures it touches, and takes and gives none",
        arguments: zip(Transition.allCases, [3, 7, 5, 3]))
    func transitions(transition: Transition, pieces: Int) throws {
        var plan = plan
        plan.transition = transition
        let cut = try CutGraph(plan, clips: clips, label: "v")
        let join = try #require(cut.chains.last)
        #expect(join.contains("concat=n=\(pieces):"))
        #expect(cut.chains.contains { $0.contains("hstack") } == (transition == .whip))
        #expect(cut.chains.contains { $0.contains("eq=brightness") } == (transition == .flash))
        let kept = cut.chains.joined(separator: ";").matches(of: /all\]trim=start_frame=(\d+):end_frame=(\d+)/)
        if pieces > 3 {
            let whole = transition == .whip ? plan.length : plan.length - plan.segments[0].length
            #expect(kept.reduce(0) { $0 + (Int($1.2) ?? 0) - (Int($1.1) ?? 0) } == whole)
        }
    }

    @Test("a segment shorter than its transition is cut plainly")
    func shortSegment() {
        let filter = TransitionFilter(.whip, length: 9, isFirst: false, isLast: false)
        #expect(filter.chains(from: "[0:v]trim", label: "a").chains == ["[0:v]trim[a]"])
    }

    @Test("a plan whose clip is missing says which")
    func missingClip() throws {
        let error = try #require(throws: OdoriError.self) {
            try CutGraph(plan, clips: [.dance(0): CutClip("/a.mp4")], label: "v")
        }
        #expect(error.message.contains(StageID.variantDance(.kpop).rawValue))
    }

    @Test("a remix without sound has none; with sound it begins where the plan does")
    func remixSound() throws {
        let silent = try RemixCommand.make(
            RemixOrder(plan: plan, clips: files, sound: nil), clips: clips, into: "/o.mp4")
        #expect(!silent.arguments.contains("aac"))
        let sounding = try RemixCommand.make(
            RemixOrder(plan: plan, clips: files, sound: "/r.mp4"), clips: clips, into: "/o.mp4")
        #expect(sounding.graph.last?.contains("atrim=start=0.300000") == true)
    }

    @Test("a clean deliverable has no overlay and copies its sound")
    func cleanMaster() throws {
        let order = MasterOrder(
            plan: plan,
            clips: files,
            stickers: nil,
            score: ScorePlacement(file: "/s.wav", offset: 0),
            impacts: false
        )
        let command = try MasterCommand.make(order, clips: clips, stickers: nil, sound: "/s.mp4", into: "/o.mp4")
        #expect(!command.graph.joined().contains("overlay"))
        #expect(command.arguments.joined(separator: " ").contains("-map [plain]"))
        #expect(command.arguments.joined(separator: " ").contains("3:a:0 -c:a copy"))
    }

    private func placed(_ offset: Double, _ repeats: [BarRepeat] = []) -> String {
        SoundFilter.placed(ScorePlacement(file: "/s.wav", offset: offset, repeats: repeats), seconds: 10)
    }

    @Test("a score is trimmed before the video's start and delayed after it")
    func placement() {
        #expect(placed(-1.25).contains("atrim=start=1.250000,asetpts=PTS-STARTPTS"))
        #expect(placed(0.5).contains("adelay=delays=24000S:all=1"))
        #expect(!placed(0).contains("atrim=start"))
        #expect(placed(0).contains("st=9.400000:d=0.600000"))
    }

    @Test("bars that are heard again are joined where they begin, and the rest follows")
    func repeats() {
        let chain = placed(-1, [BarRepeat(start: 2, length: 4, times: 2)])
        #expect(chain.contains("asplit=3[pass0][pass1][pass2];[pass0]atrim=start_sample=0:end_sample=288480,"))
        #expect(chain.contains("[pass1]atrim=start_sample=96000:end_sample=288480,"))
        #expect(chain.contains("[pass2]atrim=start_sample=96000,asetpts=PTS-STARTPTS[part2]"))
        #expect(chain.contains("[part0][part1]acrossfade=ns=480:c1=qsin:c2=qsin[joined1]"))
        #expect(chain.contains("[joined1][part2]acrossfade=ns=480:c1=qsin:c2=qsin,atrim=start=1.000000"))
    }

    @Test("one impact a cut, none without cuts")
    func impacts() {
        #expect(ImpactSound.graph(over: "0:a", "anull", at: [], seconds: 4) == ["[0:a]anull[a]"])
        let graph = ImpactSound.graph(over: "0:a", "anull", at: [1, 2.5], seconds: 4).joined(separator: ";")
        #expect(graph.contains("[hit0raw]adelay=delays=48000S"))
        #expect(graph.contains("[hit1raw]adelay=delays=120000S"))
        #expect(graph.contains("amix=inputs=3:duration=first:normalize=0"))
    }

    @Test("no file name can be taken for a protocol, a playlist or an option")
    func inputs() {
        let foreign = FFmpegCommand.Input("concat:/a|/b", foreign: .matroska).arguments
        #expect(foreign.suffix(2) == ["-i", "file:concat:/a|/b"])
        #expect(foreign.prefix(2) == ["-protocol_whitelist", "file"])
        #expect(foreign[2...5] == ["-f", "matroska", "-format_whitelist", "matroska"])
        #expect(foreign.contains("-codec_whitelist") && foreign.contains("-max_pixels"))
        #expect(!foreign.joined().contains("hls"))
    }

    @Test(
        "numbers are written without exponents",
        arguments: [
            (0.0, "0.000000"), (-0.25, "-0.250000"), (1e-7, "0.000000"), (12.3456789, "12.345679"),
            (1e7, "10000000.000000"),
        ]
    )
    func numbers(value: Double, text: String) {
        #expect(value.filterText == text)
    }

    @Test(
        "progress is read from the picture count alone",
        arguments: [("frame=42", 42), ("frame=  7", 7), ("fps=30", nil)]
    )
    func progress(line: String, frame: Int?) {
        #expect(ProgressLine.frame(line) == frame)
    }
}
