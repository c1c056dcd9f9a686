import Foundation
import OdoriDomain
import OdoriPorts
import Synchronization
import SystemPackage
import Testing

@testable import OdoriFFmpeg

/// Dances and songs whose beats and drops are known are analysed, planned, rendered and then measured again, without our code, in the
/// delivered files.
@Suite("Cuts and drops in delivered files", .workshop, .serialized)
struct PairTests {
    private static let pairs = 204
    /// `ODORI_TEST_EVERY=1` takes every pair.
    private static let stride =
        ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"].flatMap { Int($0) }.map { max(1, $0) } ?? 103

    /// One pair's dance and song, from its number.
    private struct Pair {
        var dance: SyntheticSong
        var song: SyntheticSong
        var transition: Transition

        init(_ number: Int) {
            var generator = SplitMix(state: UInt64(number) &* 7919 &+ 5)
            func part() -> Double { Double(generator.next() % 100_000) / 100_000 }
            let tempo = 84 + 60 * part()
            dance = SyntheticSong(
                tempo: tempo, first: 0.5 * part(), dropBeat: 4 + 4 * (tempo > 112 ? 1 : 0), seconds: 9)
            song = SyntheticSong(
                tempo: 84 + 60 * part(), first: 0.9 * part(), dropBeat: 16, seconds: 24, isMarked: true)
            transition = Transition.allCases[number % Transition.allCases.count]
        }
    }

    /// What was measured of one pair.
    private struct Result: Sendable {
        var dropError: Double
        /// The same before anything was rendered: where the drops were heard.
        var heardError: Double
        var cutErrors: [Double]
        /// A cut found no beat within a quarter of a second of its third, and says so.
        var isBesideBeats: Bool
        var problems: [String]
        var isSure: Bool
        var reportedDrop: Double?
    }

    private func clips(_ shop: MediaWorkshop) async throws -> [StageID: FilePath] {
        var clips: [StageID: FilePath] = [:]
        for (index, colour) in ["0x902020", "0x209020", "0x202090"].enumerated() {
            clips[.dance(index)] = try await shop.clip(
                "colour-\(index).mp4",
                "color=\(colour):s=1080x1920:r=30[back];color=white:s=200x200:r=30[ball];"
                    + "[back][ball]overlay=x=440+400*sin(5*t):y=1200",
                seconds: 9)
        }
        return clips
    }

    private func measure(
        _ pair: Pair, _ number: Int, _ clips: [StageID: FilePath], _ shop: MediaWorkshop
    ) async throws -> Result {
        let (video, song) = try await (
            shop.video(pair.dance, to: "dance-\(number).mp4"), shop.write(pair.song, to: "song-\(number).wav")
        )
        let dance = try await shop.analyst.analyse(video)
        let music = try await shop.analyst.analyse(song: song).analysis
        let takes = (0..<3).map { DanceClip(stage: .dance($0), length: 210, offset: 0.4) }
        var beats = dance
        // The viewer hears the song: its beats count.
        let start = dance.drop - music.drop
        beats.beats = music.beats.map { $0 + start }
        let plan = try EditPlan.make(clips: takes, analysis: beats, transition: pair.transition)
        let score = ScorePlacement(file: song, drop: music.drop, onto: dance, of: plan)
        let order = MasterOrder(plan: plan, clips: clips, stickers: nil, score: score, impacts: true)
        let file = shop.path("pair-\(number).mp4")
        let sound = try await shop.composer.master(order, into: file) { _ in }
        let report = try await shop.composer.inspect(
            file,
            as: .deliverable(
                expectedPictures: plan.length, loudnessLimited: sound.loudnessLimited,
                sound: ExpectedSound(.score(score), drop: dance.drop - Frame.seconds(at: plan.referenceStart))))
        let mark = try #require(try await shop.mark(in: file))
        let shown = Frame.seconds(at: plan.referenceStart)
        let cuts = try await Self.cuts(shop.colours(of: file))
        #expect(cuts.count == 2, "pair \(number) shows \(cuts.count) cuts")
        let cutErrors = cuts.map { picture in
            // The song's beats, from where its mark was heard.
            let place = (Frame.seconds(at: picture) - mark) / pair.song.period
            return (place - place.rounded()) * pair.song.period
        }
        for name in ["dance-\(number).mp4", "song-\(number).wav", "pair-\(number).mp4"] {
            try FileManager.default.removeItem(atPath: shop.path(name).string)
        }
        return Result(
            dropError: mark - (pair.dance.drop - shown),
            heardError: (dance.drop - pair.dance.drop) - (music.drop - pair.song.drop), cutErrors: cutErrors,
            isBesideBeats: plan.lowConfidence, problems: report.problems,
            isSure: dance.isDropSure && music.isDropSure, reportedDrop: report.dropOffset)
    }

    /// The pictures from which on another colour leads.
    private static func cuts(_ colours: [[Int]]) -> [Int] {
        // A flash is light of any colour: who leads is asked of what is above the least.
        let leaders = colours.map { colour in colour.firstIndex(of: colour.max() ?? 0) ?? 0 }
        return zip(leaders, leaders.dropFirst()).enumerated().filter { $1.0 != $1.1 }.map { $0.offset + 1 }
    }

    @Test("drops meet, cuts fall on true beats, and no good file is refused")
    func pairs() async throws {
        let shop = try MediaWorkshop.require()
        let clips = try await clips(shop)
        var results: [Result] = []
        for number in Swift.stride(from: 0, to: Self.pairs, by: Self.stride) {
            let result = try await measure(Pair(number), number, clips, shop)
            #expect(result.problems.isEmpty, "pair \(number): \(result.problems)")
            let worst = result.cutErrors.map(abs).max() ?? 0
            // A dance or song whose bars were taken for others is counted below.
            let isMistaken = abs(result.dropError) > 0.033
            #expect(
                worst <= 0.02 || result.isBesideBeats || isMistaken, "pair \(number): a cut is \(worst) s from a beat")
            #expect(result.reportedDrop.map { abs($0) < 0.005 } == true, "pair \(number) lies where it was laid")
            let errors = "\(result.dropError) s in the file, \(result.heardError) s as heard"
            #expect(!result.isSure || abs(result.dropError) <= 0.033, "pair \(number)'s drops: \(errors)")
            results.append(result)
        }
        let drops = results.filter(\.isSure).map { abs($0.dropError) }.sorted()
        let cuts = results.filter { !$0.isBesideBeats }.flatMap(\.cutErrors).map(abs).sorted()
        try #require(!drops.isEmpty && !cuts.isEmpty)
        #expect(drops[(drops.count - 1) * 95 / 100] <= 0.02)
        #expect(Double(drops.count) >= 0.9 * Double(results.count), "most are sure")
        // Figures for docs/BENCHMARKS.md.
        let text = [
            "pairs \(results.count)", "sure \(drops.count)", "cuts \(cuts.count)", "drop p50 \(Self.text(drops, 50))",
            "drop p95 \(Self.text(drops, 95))", "drop max \(Self.text(drops, 100))", "cut p50 \(Self.text(cuts, 50))",
            "cut p95 \(Self.text(cuts, 95))", "cut max \(Self.text(cuts, 100))",
        ].joined(separator: ", ")
        FileHandle.standardError.write(Data("measured: \(text)\n".utf8))
    }

    private static func text(_ sorted: [Double], _ percent: Int) -> String {
        "\((sorted[(sorted.count - 1) * percent / 100] * 10_000).rounded() / 10) ms"
    }
}
