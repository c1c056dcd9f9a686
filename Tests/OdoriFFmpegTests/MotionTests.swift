import Foundation
import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Beats that are seen", .workshop, .serialized)
struct MotionTests {
    /// How a dancer meets the beat.
    enum Style: String, CaseIterable {
        /// To and fro, turning on the beat.
        case swing
        /// Arriving on the beat, and holding the pose.
        case arrive
        /// Leaving on the beat, all at once.
        case burst
        /// Never at rest on anything even.
        case wander

        /// Where a limb is, from −1 to 1, at a beat with a fraction.
        func place(_ beat: String, limb: Int) -> String {
            let target = { (move: String) in "(2*mod(abs(sin((\(move))*12.9898+\(limb))*43758.5453),1)-1)" }
            let (from, to) = (target("floor(\(beat))"), target("floor(\(beat))+1"))
            let part = "(\(beat)-floor(\(beat)))"
            let late = "clip((\(part)-0.45)/0.55,0,1)"
            return switch self {
            case .swing: "cos(PI*\(beat)+\(limb)*PI)"
            case .arrive: "(\(from)+(\(to)-\(from))*\(late)*\(late)*(3-2*\(late)))"
            case .burst: "(\(from)+(\(to)-\(from))*(1-exp(-6*\(part))))"
            case .wander: "(sin(2.1*t+\(limb))+sin(3.3*t*(1+0.07*\(limb)))+sin(5.9*t+t*t*0.11))/3"
            }
        }
    }

    /// A dancer of three limbs, whose first beat and tempo are known, before a moving background; small, without sound.
    private func dance(
        _ shop: MediaWorkshop, _ style: Style, tempo: Double, first: Double, drop: Double, seconds: Double = 9,
        colour: String = "0x404858", size: String = "270x480", sound: [String] = []
    ) async throws -> FilePath {
        let beat = "((t-\(first))*\(tempo / 60))"
        let energy = "(0.45+0.55*gte(t,\(drop)))"
        let limbs = [(0, "130", "60", "180", "0"), (1, "60", "0", "250", "90"), (2, "200", "30", "320", "60")]
        var graph = ["color=\(colour):s=270x480:r=30,geq=lum='lum(X,Y)+10*sin(X/40+T)':cb=128:cr=128[layer0]"]
        for (limb, x, across, y, along) in limbs {
            let place = style.place(beat, limb: limb)
            graph.append("color=white:s=46x46:r=30[limb\(limb)]")
            graph.append(
                "[layer\(limb)][limb\(limb)]overlay=x='\(x)+\(across)*\(energy)*\(place)':y='\(y)+\(along)*\(energy)*\(place)'[layer\(limb + 1)]"
            )
        }
        let name = "\(style.rawValue)-\(Int(tempo))-\(colour)-\(size).mp4"
        try await shop.ffmpeg(
            sound + [
                "-filter_complex",
                (graph + ["[layer\(limbs.count)]scale=\(size.replacing("x", with: ":"))"]).joined(separator: ";"), "-t",
                "\(seconds)", "-c:v", "libx264", "-preset", "ultrafast", name,
            ])
        return shop.path(name)
    }

    @Test(
        "a dance without sound shows its beats",
        arguments: [(Style.swing, 96.0, 0.21), (.arrive, 118, 0.4), (.burst, 133, 0.05), (.arrive, 104, 0)])
    func seen(style: Style, tempo: Double, first: Double) async throws {
        let shop = try MediaWorkshop.require()
        let period = 60 / tempo
        let video = try await dance(shop, style, tempo: tempo, first: first, drop: first + 8 * period)
        let result = try await shop.analyst.analyse(video)
        #expect(result.basis == .motion && !result.hasSound)
        #expect(result.confidence >= 0.5, "\(result.confidence)")
        #expect(abs(result.tempo / tempo - 1) < 0.01, "\(result.tempo)")
        let misses = result.beats.map { beat in
            let position = (beat - first) / period
            return (position - position.rounded()) * period
        }
        #expect(misses.allSatisfy { abs($0) < 0.05 }, "off by \(misses.map { Int($0 * 1000) }) ms")
        #expect(abs(misses.reduce(0, +) / Double(max(1, misses.count))) < 0.033)
        #expect(try shop.leftovers().isEmpty)
    }

    @Test("motion without a beat gives little confidence")
    func unseen() async throws {
        let shop = try MediaWorkshop.require()
        let video = try await dance(shop, .wander, tempo: 120, first: 0, drop: 0)
        #expect(try await shop.analyst.analyse(video).confidence < 0.5)
    }

    @Test("where noise is all that is heard, what is seen counts")
    func noise() async throws {
        let shop = try MediaWorkshop.require()
        let noise = ["-f", "lavfi", "-i", "anoisesrc=a=0.2:seed=4:r=48000"]
        let video = try await dance(shop, .swing, tempo: 110, first: 0.3, drop: 4, colour: "0x303030", sound: noise)
        let result = try await shop.analyst.analyse(video)
        #expect(result.basis == .motion && result.hasSound && result.confidence >= 0.5)
        #expect(abs(result.tempo / 110 - 1) < 0.01, "\(result.tempo)")
    }

    @Test("a dance is found in its reference, in other colours, size and grain, and another one is not")
    func found() async throws {
        let shop = try MediaWorkshop.require()
        let matcher = FFmpegMotionMatcher(scratch: shop.directory.appending("work"))
        let reference = try await dance(shop, .arrive, tempo: 112, first: 0.2, drop: 4)
        let whole = try await dance(
            shop, .arrive, tempo: 112, first: 0.2, drop: 4, colour: "0x805030", size: "540x960")
        try await shop.ffmpeg(
            "-ss", "1.5", "-i", whole.string, "-vf", "noise=alls=6:allf=t", "-t", "6", "-c:v", "libx264", "-preset",
            "ultrafast", "part.mp4")
        let match = try await matcher.match(shop.path("part.mp4"), to: reference)
        #expect(abs(match.offset - 45) <= 1 && match.confidence >= 0.5, "\(match)")
        let other = try await dance(shop, .swing, tempo: 97, first: 0, drop: 2)
        #expect(try await matcher.match(other, to: reference).confidence < 0.5)
        #expect(try shop.leftovers().isEmpty)
    }

    @Test("takes that begin late or end early are cut where the same moves are, and nothing is held or shown twice")
    func continuous() async throws {
        let shop = try MediaWorkshop.require()
        let reference = try await dance(
            shop, .arrive, tempo: 116, first: 0.3, drop: 3, seconds: 8, size: "1080x1920")
        let takes: [(start: Double, seconds: Double, filter: String)] = [
            (0, 8, "null"), (0.9, 7.1, "hue=h=60,noise=alls=4:allf=t"), (0, 7.2, "eq=brightness=-0.04"),
        ]
        let matcher = FFmpegMotionMatcher(scratch: shop.directory.appending("work"))
        var (clips, files): ([DanceClip], [StageID: FilePath]) = ([], [:])
        for (index, take) in takes.enumerated() {
            let name = "take-\(index).mp4"
            try await shop.ffmpeg(
                "-ss", "\(take.start)", "-i", reference.string, "-vf", take.filter, "-t", "\(take.seconds)", "-c:v",
                "libx264", "-preset", "ultrafast", "-g", "30", name)
            let match = try await matcher.match(shop.path(name), to: reference)
            #expect(abs(Double(match.offset) - take.start * 30) <= 1 && match.confidence >= 0.5, "\(match)")
            clips.append(
                DanceClip(
                    stage: .dance(index), length: Int((take.seconds * 30).rounded()),
                    offset: Frame.seconds(at: match.offset)))
            files[.dance(index)] = shop.path(name)
        }
        let analysis = try await shop.analyst.analyse(reference)
        let plan = try EditPlan.make(clips: clips, analysis: analysis, transition: .plain)
        #expect(plan.referenceStart == 27 && abs(plan.length - 189) <= 1 && plan.cuts.count == 2)
        let file = shop.path("continuous.mp4")
        try await shop.composer.remix(RemixOrder(plan: plan, clips: files, sound: nil), into: file) { _ in }
        let (shown, wanted) = (try await shop.brightBoxes(of: file), try await shop.brightBoxes(of: reference))
        #expect(shown.count == plan.length)
        for (index, box) in shown.enumerated() {
            let other = wanted[plan.referenceStart + index]
            #expect(zip(box, other).allSatisfy { abs($0 - $1) <= 12 }, "picture \(index): \(box), not \(other)")
        }
        let report = try await shop.composer.inspect(file, as: .clip)
        #expect(report.problems.isEmpty && report.longestFrozenSeconds < 0.5, "\(report.problems)")
    }
}

@Suite("Sound and motion")
struct WitnessTests {
    private func rhythm(
        _ tempo: Double, first: Double = 0, confidence: Double, drop: Double = 4, hasSound: Bool = true
    ) -> DanceAnalysis {
        DanceAnalysis(
            tempo: tempo, beats: Array(stride(from: first, to: 10, by: 60 / tempo)), downbeats: [], sections: [],
            drop: drop, confidence: confidence, hasSound: hasSound, basis: hasSound ? .sound : .motion,
            dropConfidence: 0.4)
    }

    @Test("what both tell is surer than either, and keeps the sound's times; double tempo counts as the same")
    func agreement() {
        for tempo in [120.0, 60] {
            let result = Witnesses(
                heard: rhythm(120, confidence: 0.6),
                seen: rhythm(tempo, first: 0.03, confidence: 0.6, drop: 4.1, hasSound: false)
            ).agreed
            #expect(result.basis == .both && abs(result.confidence - 0.84) < 1e-9)
            #expect(result.tempo == 120 && result.drop == 4 && abs((result.dropConfidence ?? 0) - 0.64) < 1e-9)
        }
    }

    @Test("where they contradict each other the surer one counts, less surely")
    func contradiction() {
        let result = Witnesses(
            heard: rhythm(120, confidence: 0.3), seen: rhythm(97, confidence: 0.7, hasSound: false)
        ).agreed
        #expect(result.basis == .motion && result.hasSound && result.tempo == 97)
        #expect(abs(result.confidence - 0.7 * 0.85) < 1e-9)
    }

    @Test("without sound, motion alone counts, if it tells more than a guess")
    func alone() {
        let guess = AubioDanceAnalyst.guess(seconds: 10)
        #expect(
            Witnesses(heard: guess, seen: rhythm(97, confidence: 0.7, hasSound: false)).agreed.basis == .motion)
        #expect(Witnesses(heard: guess, seen: rhythm(97, confidence: 0.05, hasSound: false)).agreed == guess)
    }
}
