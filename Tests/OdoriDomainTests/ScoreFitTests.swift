import OdoriDomain
import Testing

@Suite("Fitting a track to a dance")
struct ScoreFitTests {
    private func analysis(_ tempo: Double, drop: Double = 8, confidence: Double = 0.9) -> DanceAnalysis {
        DanceAnalysis(
            tempo: tempo, beats: [], downbeats: [], sections: [], drop: drop, confidence: confidence, hasSound: true)
    }

    private func fit(
        _ track: DanceAnalysis, lasting length: Double = 60, dance: Double = 120
    ) throws(OdoriError) -> ScoreFit {
        try ScoreFit(track: track, lasting: length, to: analysis(dance, drop: 6), lasting: 15)
    }

    @Test("a track at the dance's tempo is left as it is")
    func equal() throws {
        let fit = try fit(analysis(120))
        #expect(fit.speed == 1 && fit.drop == 8 && fit.duration == 60 && fit.tempo == 120)
    }

    @Test(
        "a track within four per cent is stretched, heard at half or double the tempo as well",
        arguments: zip([116.0, 124, 61, 238], [116.0, 124, 122, 119]))
    func stretched(tempo: Double, heard: Double) throws {
        let speed = 120 / heard
        let fit = try fit(analysis(tempo))
        #expect(abs(fit.speed - speed) < 1e-9 && abs(fit.speed - 1) <= ScoreFit.most)
        #expect(abs(fit.drop - 8 / speed) < 1e-9 && abs(fit.duration - 60 / speed) < 1e-9)
    }

    @Test("bars of a track that begins or ends too early are repeated, and its drop is told with them")
    func covering() throws {
        let late = try fit(analysis(120), lasting: 16)
        #expect(late.repeats == [BarRepeat(start: 8, length: 4, times: 1)])
        #expect(late.drop == 8 && late.duration == 20)
        let early = try fit(analysis(120, drop: 4))
        #expect(early.repeats == [BarRepeat(start: 0, length: 4, times: 1)])
        #expect(early.drop == 8 && early.duration == 64)
    }

    @Test("a track further off, without a steady beat, or too short is refused with the reason")
    func refused() {
        let cases: [(DanceAnalysis, Double, String)] = [
            (analysis(114), 60, "114"), (analysis(126), 60, "126"), (analysis(90), 60, "90"),
            (analysis(120, confidence: 0.4), 60, "no steady beat"),
            (analysis(120), 9.5, "repeated after it"), (analysis(120, drop: 1), 60, "repeated before it"),
        ]
        for (track, length, word) in cases {
            do throws(OdoriError) {
                _ = try fit(track, lasting: length)
                Issue.record("\(word) is not refused")
            } catch {
                #expect(error.code == .scoreRefused && error.message.contains(word), "\(error)")
            }
        }
    }
}
