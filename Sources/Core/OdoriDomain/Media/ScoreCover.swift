/// How a score is laid so that it is heard from the first picture to the last: its drop on the dance's drop, and whole bars of it heard
/// again where it would begin too late or end too early. Pure.
package struct ScoreCover: Sendable, Hashable {
    /// Seconds of the score's start on the video's time, what is heard again counted in.
    package var offset: Double
    /// In the score's own time, in order.
    package var repeats: [BarRepeat]
    /// Where its drop comes to lie, on the video's time.
    package var drop: Double
    /// That is where it was wanted.
    package var dropMeets: Bool { abs(drop - wanted) < 0.001 }
    /// What is heard again is whole bars: beats go on as they were. Else the score begins over again.
    package var keepsBeat = true
    private let wanted: Double

    /// So much silence at either end is no hole: a fade is longer.
    private static let slack = 0.1
    /// So many bars at least are heard again, where there are as many.
    fileprivate static let fewestBars = 2

    /// - Parameters:
    ///   - duration: how long the score is heard, from its start.
    ///   - target: where its drop is to lie, in seconds of the video.
    ///   - seconds: how long the video is.
    package init(of score: DanceAnalysis, lasting duration: Double, dropAt target: Double, covering seconds: Double) {
        offset = target - score.drop
        repeats = []
        drop = target
        wanted = target
        let bars = Bars(of: score, lasting: duration)
        if offset > Self.slack {
            begin(with: bars)
        }
        let missing = seconds - (offset + BarRepeat.seconds(of: repeats) + duration)
        if missing > Self.slack {
            end(missing, with: bars, duration: duration, covering: seconds)
        }
    }

    /// The bars of a score, counted from its drop.
    private struct Bars {
        var drop: Double
        var beat: Double
        var before: Int
        var after: Int

        var length: Double { beat * 4 }

        init(of score: DanceAnalysis, lasting duration: Double) {
            // Nothing is repeated by bars that are a guess.
            let areSure = score.areBeatsSure && score.tempo > 0
            drop = score.drop
            beat = areSure ? 60 / score.tempo : 0.5
            // A first bar that was measured a hair too early is whole.
            before = areSure ? max(0, Int(drop / (beat * 4) + 0.0005)) : 0
            // Where two passes meet they are faded into each other, which takes a little more than whole bars.
            after = areSure ? max(0, Int((duration - drop - 0.015) / (beat * 4))) : 0
        }

        /// How many bars, how often, fill so many seconds.
        func filling(_ seconds: Double, of available: Int) -> (bars: Int, times: Int) {
            let needed = Int((seconds / length).rounded(.up))
            let bars = min(available, max(needed, ScoreCover.fewestBars))
            return (bars, max(1, (needed + bars - 1) / bars))
        }
    }

    /// The bars before the drop are heard again; where there are none, everything begins whole beats earlier.
    private mutating func begin(with bars: Bars) {
        guard bars.before > 0 else {
            guard offset > bars.beat else { return }
            offset -= (offset / bars.beat).rounded(.up) * bars.beat
            settle(bars)
            return
        }
        let filling = bars.filling(offset, of: bars.before)
        // What leads up to the drop is heard once, where there is enough before it.
        let end = bars.drop - (bars.before >= filling.bars + 2 ? 2 * bars.length : 0)
        let length = Double(filling.bars) * bars.length
        repeats.append(BarRepeat(start: max(0, end - length), length: length, times: filling.times))
        offset -= Double(filling.times) * length
    }

    /// The bars from the drop on are heard again; where there are none, everything begins later, or over again.
    private mutating func end(_ missing: Double, with bars: Bars, duration: Double, covering seconds: Double) {
        if bars.after > 0 {
            let filling = bars.filling(missing, of: bars.after)
            repeats.append(
                BarRepeat(start: bars.drop, length: Double(filling.bars) * bars.length, times: filling.times))
            return
        }
        let later = offset + (missing / bars.beat).rounded(.up) * bars.beat
        if later <= Self.slack {
            offset = later
        } else {
            offset = min(offset, 0)
            let passes = ((seconds - offset) / max(duration, 1)).rounded(.up)
            repeats = [BarRepeat(start: 0, length: duration, times: max(1, Int(passes) - 1))]
            keepsBeat = false
        }
        settle(bars)
    }

    /// Says where the drop has come to lie.
    private mutating func settle(_ bars: Bars) {
        drop = offset + bars.drop + BarRepeat.seconds(of: repeats.filter { $0.end <= bars.drop + 0.002 })
    }
}

/// A stretch of a score that is heard more than once before it goes on.
package struct BarRepeat: Codable, Sendable, Hashable {
    /// Seconds from the score's start.
    package var start: Double
    package var length: Double
    /// How often it is heard again.
    package var times: Int

    package init(start: Double, length: Double, times: Int) {
        self.start = start
        self.length = length
        self.times = times
    }

    package var end: Double { start + length }

    /// What repeats add to a score.
    package static func seconds(of repeats: [BarRepeat]) -> Double {
        repeats.reduce(0) { $0 + $1.length * Double($1.times) }
    }
}
