/// When everything happens, in whole beats: intro, build, a short stop, the drop, a last chord.
struct ScorePlan: Sendable, Hashable {
    var microsecondsPerBeat: Int
    /// Beats before the drop. Not always whole bars: the first bar may begin late, so that hardly anything need be trimmed.
    var lead: Int
    /// The last beats of the lead, whole bars.
    var build: Int
    /// Beats of near silence before the drop, so that it is felt.
    var stop: Double
    /// The beat of the last chord.
    var final: Int
    /// How long the last chord may ring.
    var ring: Double
    /// How long the score is needed after its drop.
    var secondsAfterDrop: Double

    static let beatsPerBar = 4

    var drop: Double { Double(lead) }
    var buildStart: Double { Double(lead - build) }
    var stopStart: Double { Double(lead) - stop }
    var finalStart: Double { Double(final) }
    var end: Double { Double(final) + ring }
    var secondsPerBeat: Double { Double(microsecondsPerBeat) / 1_000_000 }

    /// How far the build has come at a beat, 0 at its start, 1 where the stop begins.
    func growth(at beat: Double) -> Double {
        min(max((beat - buildStart) / (Double(build) - stop), 0), 1)
    }

    enum Part: Sendable, Hashable {
        case intro, build, drop, secondDrop
    }

    struct Bar: Sendable, Hashable {
        /// 0 is the drop's first bar, negative before it.
        var index: Int
        /// The bar's first beat; negative where the score begins inside the bar.
        var start: Double
        var part: Part
        /// The last bar of its part: where fills go.
        var isLast: Bool
    }

    /// All bars that sound at least in part.
    var bars: [Bar] {
        let perBar = Self.beatsPerBar
        let first = -((lead + perBar - 1) / perBar)
        let last = max((final - lead - 1) / perBar, 0)
        let parts = (first...last).map { part(ofBar: $0) }
        return zip(first...last, parts).enumerated().map { position, bar in
            Bar(
                index: bar.0,
                start: Double(lead + bar.0 * perBar),
                part: bar.1,
                isLast: position + 1 == parts.count || parts[position + 1] != bar.1
            )
        }
    }

    private func part(ofBar index: Int) -> Part {
        let beats = index * Self.beatsPerBar
        if beats < -build { return .intro }
        if beats < 0 { return .build }
        return beats < 16 ? .drop : .secondDrop
    }
}
