import OdoriDomain

/// Downbeats, sections and drop, from beats and how loud, or how lively, it is on them.
struct DanceStructure: Hashable {
    var downbeats: [Double]
    var drop: Double
    /// From 0 to 1: how far the drop is ahead of every other place it could be at. Below 0.5 it is a guess.
    var dropConfidence: Double
    var sections: [DanceAnalysis.Section]

    private static let beatsPerBar = 4

    /// - Parameters:
    ///   - low: levels, hundred a second, of what tells bars and drop best; nil when nothing does: bars are then counted from the first
    ///     beat, and the drop lies a third into the video.
    ///   - high: those of the rest.
    init(beats: [Double], low: [Double]?, high: [Double] = [], seconds: Double) {
        let levels = low.map { Levels(beats: beats, low: $0, high: high) }
        let start = levels.map(Self.barStart) ?? (beat: 0, confidence: 0)
        let bars = Array(stride(from: start.beat, to: beats.count, by: Self.beatsPerBar))
        downbeats = bars.map { beats[$0] }
        let rise = levels.flatMap { Self.steepestRise($0, at: bars) }
        drop = rise.map { beats[$0.beat] } ?? Self.nearest(to: seconds / 3, in: downbeats) ?? 0
        dropConfidence = rise.map { min($0.confidence, start.confidence) } ?? 0
        sections = Self.sections(downbeats: downbeats, drop: drop, seconds: seconds)
    }

    /// The mean level of each beat.
    private struct Levels {
        var low: [Double]
        var all: [Double]

        init(beats: [Double], low: [Double], high: [Double]) {
            // The last beat is cut off, and its part would not be like the others.
            self.low = zip(beats, beats.dropFirst()).map { Self.mean(low, from: $0, to: $1) }
            let rest = zip(beats, beats.dropFirst()).map { Self.mean(high, from: $0, to: $1) }
            all = zip(self.low, rest).map { $0 + $1 }
        }

        private static func mean(_ values: [Double], from start: Double, to end: Double) -> Double {
            let first = min(values.count, Int(start / SoundEnvelope.step))
            let last = min(values.count, max(first + 1, Int(end / SoundEnvelope.step)))
            return DanceStructure.mean(values[first..<last])
        }
    }

    /// Which of the first four beats begins a bar: the one with most drum and bass, and on whose bars the music
    /// changes.
    private static func barStart(_ levels: Levels) -> (beat: Int, confidence: Double) {
        let places = 0..<min(beatsPerBar, max(1, levels.low.count))
        // A beat is compared with its neighbours: on the whole those after the drop are all louder.
        let weights = places.map { place in
            mean(
                stride(from: place, to: levels.low.count, by: beatsPerBar).map { beat in
                    let near = levels.low[max(0, beat - 2)..<min(levels.low.count, beat + 3)]
                    return levels.low[beat] / max(mean(near), 1e-9)
                }[...]
            )
        }
        let changes = places.map { place in
            stride(from: place, to: levels.all.count, by: beatsPerBar).map { abs(change(levels.all, at: $0, 4)) }.max()
                ?? 0
        }
        let scores = zip(shares(weights), shares(changes)).map { $0 + $1 }
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        guard let best = order.first, order.count > 1 else { return (0, 0) }
        return (best, min(1, (scores[best] - scores[order[1]]) / clearLead))
    }

    /// A place of the bar that leads by so much of two is the bar's for sure.
    private static let clearLead = 0.1

    private static func shares(_ values: [Double]) -> [Double] {
        let greatest = max(values.max() ?? 0, 1e-9)
        return values.map { $0 / greatest }
    }

    /// The bar at which drum and bass rise most for two bars to come; nil when they hardly do.
    private static func steepestRise(_ levels: Levels, at bars: [Int]) -> (beat: Int, confidence: Double)? {
        let rises = bars.filter { $0 >= 2 && $0 + 2 < levels.low.count }.map { ($0, change(levels.low, at: $0, 8)) }
        let level = mean(levels.low[...])
        guard let steepest = rises.max(by: { $0.1 < $1.1 }), steepest.1 > 0.15 * level else { return nil }
        func lead(over isRival: (Int) -> Bool) -> Double {
            let rival = rises.filter { isRival(abs($0.0 - steepest.0)) }.map(\.1).max() ?? 0
            return 1 - max(0, rival) / steepest.1
        }
        // Beside a clear step the rise is half of it a bar away, and nothing two bars away.
        let confidence = min(
            lead { $0 > beatsPerBar } / 0.6, lead { $0 == beatsPerBar } / 0.3, steepest.1 / (0.5 * level), 1)
        return (steepest.0, confidence)
    }

    /// Level after a beat less the level before it, over so many beats on either side.
    private static func change(_ levels: [Double], at beat: Int, _ beats: Int) -> Double {
        guard beat > 0, beat < levels.count else { return 0 }
        return mean(levels[beat..<min(levels.count, beat + beats)]) - mean(levels[max(0, beat - beats)..<beat])
    }

    private static func sections(downbeats: [Double], drop: Double, seconds: Double) -> [DanceAnalysis.Section] {
        let before = downbeats.filter { $0 < drop }
        // Two bars lead up to a drop; what is before them is the intro.
        let build = before.count > 2 ? before[before.count - 2] : 0
        let after = downbeats.filter { $0 > drop }
        let outro = after.count > 2 ? after[after.count - 1] : seconds
        return [("intro", 0, build), ("build", build, drop), ("drop", drop, outro), ("outro", outro, seconds)]
            .filter { $0.2 > $0.1 }
            .map { DanceAnalysis.Section(name: $0.0, start: $0.1, end: $0.2) }
    }

    private static func nearest(to time: Double, in times: [Double]) -> Double? {
        times.min { abs($0 - time) < abs($1 - time) }
    }

    private static func mean(_ values: ArraySlice<Double>) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
}
