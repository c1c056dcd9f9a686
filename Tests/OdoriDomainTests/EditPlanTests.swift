import Foundation
import OdoriDomain
import Testing

@Suite("The edit plan")
struct EditPlanTests {
    private static let clips = [StageID.dance(0), .variantDance(.swimsuit), .variantDance(.kpop)].map {
        DanceClip(stage: $0, length: 300, offset: 0)
    }

    private static func analysis(beats: [Double], confidence: Double = 0.9) -> DanceAnalysis {
        DanceAnalysis(
            tempo: 120, beats: beats, downbeats: [], sections: [], drop: 4, confidence: confidence, hasSound: true)
    }

    @Test("cuts at the beats nearest to the thirds and shows every picture once")
    func thirds() throws {
        let plan = try EditPlan.make(
            clips: Self.clips, analysis: Self.analysis(beats: [0, 1.1, 3.2, 3.5, 6.6, 7.4, 9]))
        #expect(plan.cuts == [Frame.index(at: 3.2), Frame.index(at: 6.6)])
        #expect(plan.length == 300)
        #expect(plan.segments.map(\.clip) == Self.clips.map(\.stage))
        #expect(plan.segments.map(\.sourceStart) == [0, 96, 198])
        #expect(!plan.lowConfidence)
    }

    @Test("leaves a third alone that has no beat within a quarter of a second, and says so")
    func noBeat() throws {
        let plan = try EditPlan.make(clips: Self.clips, analysis: Self.analysis(beats: [3.0, 6.6]))
        #expect(plan.cuts == [100, 198])
        #expect(plan.lowConfidence)
    }

    @Test("uses only the interval that all clips cover")
    func commonInterval() throws {
        var clips = Self.clips
        clips[1].offset = 1
        clips[1].length = 240
        let plan = try EditPlan.make(clips: clips, analysis: Self.analysis(beats: [3.8, 6.2]))
        #expect(plan.referenceStart == 30)
        #expect(plan.length == 240)
        #expect(plan.segments[0].sourceStart == 30)
        #expect(plan.segments[1].sourceStart == plan.cuts[0])
    }

    @Test("keeps the transition asked for, and reads plans from before there was a choice")
    func transition() throws {
        let analysis = Self.analysis(beats: [3.2, 6.6])
        for transition in Transition.allCases {
            let plan = try EditPlan.make(clips: Self.clips, analysis: analysis, transition: transition)
            #expect(try JSONDecoder().decode(EditPlan.self, from: JSONEncoder().encode(plan)) == plan)
            #expect(plan.transition == transition)
        }
        let old = #"{"low_confidence": false, "reference_start": 0, "segments": []}"#
        #expect(try JSONDecoder().decode(EditPlan.self, from: Data(old.utf8)).transition == .zoomSlam)
    }

    @Test("refuses clips with less than three seconds in common")
    func tooShort() {
        var clips = Self.clips
        clips[2].length = 80
        #expect(throws: OdoriError(.mediaInvalid, "")) {
            try EditPlan.make(clips: clips, analysis: Self.analysis(beats: []))
        }
    }

    @Test("every cut stays within a quarter of a second of its third", arguments: 40...180)
    func near(_ tempo: Int) throws {
        let period = 60 / Double(tempo)
        let beats = stride(from: 0.13, to: 10, by: period).map(\.self)
        let plan = try EditPlan.make(clips: Self.clips, analysis: Self.analysis(beats: beats))
        for (cut, third) in zip(plan.cuts, [100, 200]) {
            #expect(abs(cut - third) <= 8)
        }
        #expect(plan.length == 300 && plan.segments.allSatisfy { $0.length > 0 })
    }
}
