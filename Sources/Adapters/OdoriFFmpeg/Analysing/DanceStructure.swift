import OdoriDomain

/// Downbeats, sections and drop, from beats and the sound's level.
struct DanceStructure: Hashable {
    var downbeats: [Double]
    var drop: Double
    var sections: [DanceAnalysis.Section]

    private static let beatsPerBar = 4

    /// - Parameter envelope: nil when there is no sound: bars are then counted from the first beat, and the drop lies
    ///   a third into the video.
    init(beats: [Double], envelope: SoundEnvelope?, seconds: Double) {
        let levels = envelope.map { Levels(beats: beats, envelope: $0, seconds: seconds) }
        let first = levels.map(Self.barStart) ?? 0
        let bars = Array(stride(from: first, to: beats.count, by: Self.beatsPerBar))
        downbeats = bars.map { beats[$0] }
        let rise = levels.flatMap { Self.steepestRise($0, at: bars) }
        drop = rise.map { beats[$0] } ?? Self.nearest(to: seconds / 3, in: downbeats) ?? 0
        sections = Self.sections(downbeats: downbeats, drop: drop, seconds: seconds)
    }

    /// The mean level of each beat.
    private struct Levels {
        var low: [Double]
        var all: [Double]

        init(beats: [Double], envelope: SoundEnvelope, seconds: Double) {
            let ends = beats.dropFirst() + [seconds]
            low = zip(beats, ends).map { Self.mean(envelope.low, from: $0, to: $1) }
            let high = zip(beats, ends).map { Self.mean(envelope.high, from: $0, to: $1) }
            all = zip(low, high).map { $0 + $1 }
        }

        private static func mean(_ values: [Double], from start: Double, to end: Double) -> Double {
            let first = min(values.count, Int(start / SoundEnvelope.step))
            let last = min(values.count, max(first + 1, Int(end / SoundEnvelope.step)))
            return DanceStructure.mean(values[first..<last])
        }
    }

    /// Which of the first four beats begins a bar: the one with most drum and bass, and on whose bars the music
    /// changes.
    private static func barStart(_ levels: Levels) -> Int {
        let places = 0..<min(beatsPerBar, max(1, levels.low.count))
        let weights = places.map { place in
            mean(stride(from: place, to: levels.low.count, by: beatsPerBar).map { levels.low[$0] }[...])
        }
        let changes = places.map { place in
            stride(from: place, to: levels.all.count, by: beatsPerBar).map { abs(change(levels.all, at: $0, 4)) }.max()
                ?? 0
        }
        let scores = zip(shares(weights), shares(changes)).map { $0 + $1 }
        return scores.indices.max { scores[$0] < scores[$1] } ?? 0
    }

    private static func shares(_ values: [Double]) -> [Double] {
        let greatest = max(values.max() ?? 0, 1e-9)
        return values.map { $0 / greatest }
    }

    /// The bar at which drum and bass rise most for two bars to come; nil when they hardly do.
    private static func steepestRise(_ levels: Levels, at bars: [Int]) -> Int? {
        let rises = bars.filter { $0 >= 2 && $0 + 2 < levels.low.count }.map { ($0, change(levels.low, at: $0, 8)) }
        guard let steepest = rises.max(by: { $0.1 < $1.1 }), steepest.1 > 0.15 * mean(levels.low[...]) else {
            return nil
        }
        return steepest.0
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
