import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Music that is shorter than the video", .workshop, .serialized)
struct CoverTests {
    @Test(
        "it is heard from the first picture to the last, on its beats, with the drop where it should be",
        arguments: [(seconds: 7.5, at: 4.4), (seconds: 12.0, at: 7.3)])
    func covered(seconds: Double, at target: Double) async throws {
        let shop = try MediaWorkshop.require()
        let song = SyntheticSong(tempo: 117, first: 0.2, dropBeat: 8, seconds: seconds, isMarked: true)
        let file = try await shop.write(song, to: "song.wav")
        let heard = try await shop.analyst.analyse(song: file)
        #expect(abs(heard.duration - seconds) < 0.6 && heard.analysis.isDropSure)
        let cover = ScoreCover(of: heard.analysis, lasting: heard.duration, dropAt: target, covering: 10)
        #expect(!cover.repeats.isEmpty && cover.dropMeets)
        let clip = try await shop.clip("clip.mp4", "testsrc2=s=1080x1920:r=30", seconds: 10)
        let plan = EditPlan(
            segments: [.init(clip: .dance(0), sourceStart: 0, length: 300)], lowConfidence: false, referenceStart: 0)
        let score = ScorePlacement(file: file, offset: cover.offset, repeats: cover.repeats)
        let order = MasterOrder(plan: plan, clips: [.dance(0): clip], stickers: nil, score: score, impacts: false)
        let made = shop.path("made.mp4")
        let sound = try await shop.composer.master(order, into: made) { _ in }
        let report = try await shop.composer.inspect(
            made,
            as: .deliverable(
                expectedPictures: 300, loudnessLimited: sound.loudnessLimited,
                sound: ExpectedSound(.score(score), drop: target)))
        #expect(report.problems.isEmpty && abs(report.dropOffset ?? 1) < 0.005, "\(report.problems)")

        let samples = try await shop.samples(of: made)
        let windows = stride(from: 0, to: samples.count - 9_600, by: 4_800).map { start in
            samples[start..<start + 9_600].map(abs).max() ?? 0
        }
        // The last half second is a fade.
        #expect(windows.dropLast(4).allSatisfy { $0 > 0.02 }, "silent at \(windows.firstIndex { $0 <= 0.02 } ?? -1)")
        let again = try await shop.analyst.analyse(made)
        let misses = again.beats.map { beat in
            let place = (beat - target) / song.period
            return (place - place.rounded()) * song.period
        }
        #expect(misses.allSatisfy { abs($0) < 0.02 }, "off by \(misses.map { Int($0 * 1000) }) ms")
        #expect(again.confidence > 0.7)
    }
}
