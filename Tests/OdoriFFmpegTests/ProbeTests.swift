import OdoriDomain
import Testing

@testable import OdoriFFmpeg

@Suite("Reading what a file is")
struct ProbeTests {
    /// A phone's video as ffprobe tells it, with fields (as JSON) replaced or added.
    private func report(_ changes: [String: String] = [:], audio: Bool = true) throws -> ProbeReport {
        let phone = [
            "codec_type": #""video""#, "codec_name": #""h264""#, "profile": #""High""#, "width": "1920",
            "height": "1080",
            "avg_frame_rate": #""30000/1001""#, "time_base": #""1/30000""#, "duration": #""12.5""#,
        ]
        let fields = phone.merging(changes) { $1 }.map { "\"\($0)\": \($1)" }.joined(separator: ", ")
        let sound = audio ? #", {"codec_type": "audio", "codec_name": "aac"}"# : ""
        return try ProbeReport.decode("{\"streams\": [{\(fields)}\(sound)], \"format\": {\"duration\": \"12.6\"}}")
    }

    private func packets(_ count: Int, step: Int = 1001, unit: Double = 1 / 30000) -> PacketTimes {
        PacketTimes(
            rows: (0..<count).map { "\($0 * step),\(step),\($0 == 0 ? "K_" : "__")" }.joined(separator: "\n"),
            unit: unit
        )
    }

    @Test(
        "a picture's size is told as it is shown",
        arguments: [
            ([:], 1920, 1080),
            (["side_data_list": #"[{"rotation": -90}]"#], 1080, 1920),
            (["side_data_list": #"[{"rotation": 180}]"#], 1920, 1080),
            (["tags": #"{"rotate": "270"}"#], 1080, 1920),
            (["sample_aspect_ratio": #""4:3""#], 2560, 1080),
            (["sample_aspect_ratio": #""0:1""#], 1920, 1080),
            (["sample_aspect_ratio": #""9000:1""#], 1920, 1080),
            (["tags": #"{"rotate": "nan"}"#], 1920, 1080),
            (["tags": #"{"rotate": "1e300"}"#], 1920, 1080),
        ]
    )
    func shownSize(changes: [String: String], width: Int, height: Int) throws {
        let usable = try UsableVideo(report: try report(changes), packets: packets(300))
        #expect(usable.facts.width == width)
        #expect(usable.facts.height == height)
    }

    @Test("facts hold rate, length, codec and whether there is sound")
    func facts() throws {
        let facts = try UsableVideo(report: try report(), packets: packets(300)).facts
        #expect(abs(facts.fps - 29.97) < 0.001)
        #expect(facts.duration == 12.5)
        #expect(facts.codec == "h264")
        #expect(facts.profile == "High")
        #expect(facts.hasAudio)
        #expect(try !UsableVideo(report: try report(audio: false), packets: packets(300)).facts.hasAudio)
    }

    @Test("at most fifteen seconds of pictures are kept, and never more than there are")
    func kept() throws {
        #expect(try UsableVideo(report: try report(), packets: packets(480)).pictures == 450)
        #expect(try UsableVideo(report: try report(), packets: packets(100)).pictures == 100)
    }

    @Test(
        "what cannot be danced to is refused with a sentence a user understands",
        arguments: [
            (["disposition": #"{"attached_pic": 1}"#], 300, 1001, "the file has no video stream"),
            (["codec_type": #""data""#], 300, 1001, "the file has no video stream"),
            ([:], 80, 1001, "the video is shorter than three seconds"),
            ([:], 0, 1001, "the video is shorter than three seconds"),
            ([:], 30, 6000, "the video has fewer than ten pictures a second"),
            (["width": #"8192"#], 300, 1001, "the video is 8192×1080: at most 4096 pixels on a side are read"),
            (["width": #"32"#], 300, 1001, "the video is 32×1080: at least 64 pixels on a side are needed"),
        ]
    )
    func refused(changes: [String: String], count: Int, step: Int, reason: String) throws {
        let error = try #require(throws: OdoriError.self) {
            try UsableVideo(report: try report(changes), packets: packets(count, step: step))
        }
        #expect(error.code == .mediaInvalid)
        #expect(error.message == reason)
    }

    @Test("bytes that are no answer of ffprobe are no video")
    func garbage() {
        #expect(throws: OdoriError(.mediaInvalid, "")) { try ProbeReport.decode("") }
    }

    @Test(
        "pictures are constant when each lasts 1/30 s",
        arguments: [("0,512,K_\n512,512,__\n1024,512,__", true), ("0,512,K_\n512,512,__\n1100,512,__", false)]
    )
    func constantRate(rows: String, expected: Bool) {
        #expect(PacketTimes(rows: rows, unit: 1 / 15360).isConstant() == expected)
    }

    @Test("packets in coding order are put in the order of showing; the longest group reaches to the end")
    func groups() {
        let packets = PacketTimes(
            rows: "0,512,K_\n1536,512,__\n512,512,__\n1024,512,__\n2048,512,K_\nN/A,1,__",
            unit: 1 / 15360
        )
        #expect(packets.times == [0, 512, 1024, 1536, 2048])
        #expect(abs(packets.longestGOP - 4.0 / 30) < 1e-9)
        #expect(abs(packets.extent - 5.0 / 30) < 1e-9)
    }

    @Test("times that do not add up are left out")
    func hostileTimes() {
        let rows = "0,512,K_\n\(Int.max),512,__\n\(Int.min),512,__\n512,\(Int.max),__"
        #expect(PacketTimes(rows: rows, unit: 1 / 15360).times == [0, 512])
    }

    @Test("a video whose packets tell no length ends one picture after its last")
    func untoldDurations() {
        let packets = PacketTimes(rows: (0..<30).map { "\($0 * 100),N/A,K_" }.joined(separator: "\n"), unit: 0.001)
        #expect(abs(packets.extent - 3) < 1e-9)
    }
}

extension PacketTimes {
    /// Rows `time,duration,flags`, in the order of decoding.
    init(rows: String, unit: Double) {
        let packets = rows.split(separator: "\n").map { row in
            let fields = row.split(separator: ",")
            return ProbeReport.Packet(
                stream: 0, time: Int(fields[0]), duration: Int(fields[1]), flags: String(fields[2]))
        }
        self.init(packets, unit: unit)
    }
}
