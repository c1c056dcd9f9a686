import OdoriDomain
import Testing

@testable import OdoriFFmpeg

@Suite("Loudness")
struct LoudnessTests {
    @Test("the meter's last loudness and highest peak count")
    func meter() throws {
        let text = """
            frame:0 pts:0 pts_time:0
            lavfi.r128.I=-70.000
            lavfi.r128.true_peaks_ch0=0.200
            frame:1 pts:4800 pts_time:0.1
            lavfi.r128.I=-17.250
            lavfi.r128.true_peaks_ch0=0.500
            lavfi.r128.true_peaks_ch1=0.400
            """
        let loudness = try Loudness(meter: text)
        #expect(loudness.integrated == -17.25)
        #expect(abs(loudness.truePeak + 6.0206) < 0.001)
    }

    @Test("silence is minus infinity, and no values at all are a failure")
    func silence() throws {
        #expect(try Loudness(meter: "lavfi.r128.I=-70.000\nlavfi.r128.true_peaks_ch0=0.000").isSilent)
        #expect(throws: OdoriError(.toolFailed, "")) { try Loudness(meter: "nothing") }
    }

    @Test("a sound with room is only amplified")
    func linear() {
        let treatment = LoudnessTreatment(of: Loudness(integrated: -20, truePeak: -9))
        #expect(treatment.gain == 6)
        #expect(treatment.limiting == 0)
        #expect(!treatment.chain.contains("alimiter"))
    }

    @Test("a loud sound is only turned down")
    func attenuated() {
        let treatment = LoudnessTreatment(of: Loudness(integrated: -8, truePeak: 0.5))
        #expect(treatment.gain == -6)
        #expect(treatment.limiting == 0)
    }

    @Test("peaks above the ceiling are limited at four times the rate")
    func limited() {
        let treatment = LoudnessTreatment(of: Loudness(integrated: -18, truePeak: -3))
        #expect(treatment.gain == 4)
        #expect(abs(treatment.limiting - 2.3) < 1e-9)
        #expect(treatment.chain.contains("aresample=192000,alimiter=level=false"))
        #expect(treatment.chain.contains("latency=true"))
    }

    @Test("never more than six decibels are limited; the loudness reached then is kept and said")
    func bounded() {
        let source = Loudness(integrated: -30, truePeak: -4)
        let treatment = LoudnessTreatment(of: source)
        #expect(treatment.limiting <= LoudnessTreatment.mostLimiting + 1e-9)
        let result = Loudness(integrated: -22, truePeak: -1.2)
        #expect(treatment.isReached(by: result))
        #expect(treatment.isLimited(result))
    }

    @Test("loudness lost to the limiter is given back, an overshoot of the encoder lowers the ceiling")
    func correction() {
        let first = LoudnessTreatment(of: Loudness(integrated: -18, truePeak: -3))
        let quiet = Loudness(integrated: -14.6, truePeak: -1.1)
        #expect(!first.isReached(by: quiet))
        #expect(abs(first.corrected(after: quiet).gain - 4.6) < 1e-9)
        let over = Loudness(integrated: -14, truePeak: -0.7)
        #expect(!first.isReached(by: over))
        #expect(abs(first.corrected(after: over).ceiling + 1.75) < 1e-9)
        #expect(first.isReached(by: Loudness(integrated: -14.1, truePeak: -1.05)))
    }

    @Test("silence stays silence")
    func untouched() {
        let treatment = LoudnessTreatment(of: Loudness(integrated: -.infinity, truePeak: -.infinity))
        #expect(treatment.gain == 0)
        #expect(treatment.isReached(by: Loudness(integrated: -.infinity, truePeak: -.infinity)))
        #expect(treatment.isLimited(Loudness(integrated: -.infinity, truePeak: -.infinity)))
    }
}
