import Testing

@testable import OdoriConsole

@Suite("Reading the tools' answers")
struct ProbeAnswerTests {
    @Test("ffprobe's answer is read")
    func probe() throws {
        let answer = try ProbeAnswer(
            json: """
                {"programs": [], "streams": [
                  {"codec_name": "h264", "profile": "High", "codec_type": "video", "width": 1080, "height": 1920,
                   "pix_fmt": "yuv420p", "avg_frame_rate": "30/1"},
                  {"codec_name": "aac", "codec_type": "audio", "avg_frame_rate": "0/0"}],
                 "format": {"duration": "10.033333"}}
                """
        )
        #expect(answer.stream("video")?.height == 1920)
        #expect(answer.stream("audio")?.codec == "aac")
        #expect(answer.stream("subtitle")?.codec == nil)
        #expect(answer.format?.duration == "10.033333")
    }

    @Test(
        "frame rates are fractions",
        arguments: [("30/1", 30.0), ("60000/2000", 30.0), ("0/0", nil), ("x", nil), (nil, nil)]
    )
    func rates(text: String?, rate: Double?) {
        #expect(ProbeAnswer.rate(text) == rate)
    }

    private static let summary = """
        [Parsed_ebur128_0 @ 0x56] t: 0.1 TARGET:-23 LUFS M: -70.0 S: -70.0 I: -70.0 LUFS
        [Parsed_ebur128_0 @ 0x56] Summary:

          Integrated loudness:
            I:         -14.2 LUFS
            Threshold: -24.5 LUFS

          Loudness range:
            LRA:         3.0 LU
            Threshold:  -34.4 LUFS

          True peak:
            Peak:       -1.3 dBFS
        """

    @Test("the loudness summary is read from the end of the log")
    func loudness() throws {
        let summary = try #require(LoudnessSummary(log: Self.summary))
        #expect(summary.lufs == -14.2)
        #expect(summary.dbtp == -1.3)
    }

    @Test("silence and a log without a summary have no loudness")
    func noLoudness() {
        #expect(LoudnessSummary(log: Self.summary.replacing("-1.3 dBFS", with: "-inf dBFS")) == nil)
        #expect(LoudnessSummary(log: "Conversion failed!") == nil)
    }
}
