import OdoriDomain
import OdoriPorts

extension ScorePlan {
    /// Fits a score to a dance: the dance's beat, and a lead just long enough for the drop to land on the dance's.
    init(_ brief: MusicBrief) {
        var dice = ScoreDice(seed: brief.seed, purpose: "tempo")
        let tempo = Self.tempo(for: brief.analysis, style: brief.style, dice: &dice)
        microsecondsPerBeat = Int((60_000_000 / tempo).rounded())
        let secondsPerBeat = Double(microsecondsPerBeat) / 1_000_000
        let dropAt = brief.analysis.drop.isFinite ? min(max(brief.analysis.drop, 0), brief.duration) : 0
        secondsAfterDrop = brief.duration - dropAt

        // A thousandth of a beat of grace: a drop on the grid must not cost a whole beat because of the last digit.
        lead = max(8, Int((dropAt / secondsPerBeat - 0.001).rounded(.up)))
        build = lead >= 20 ? 8 : 4
        stop = 1
        let after = secondsAfterDrop / secondsPerBeat
        // The last chord comes on a strong beat shortly before the end and rings into it.
        final = lead + max(4, Int((after - 0.75) / 2) * 2)
        ring = max(6, after - Double(final - lead) + 2)
    }

    /// The dance's tempo, by octaves nearest to the style's range, so that beats coincide; from the style when the
    /// analysis is a guess.
    static func tempo(for analysis: DanceAnalysis, style: Style, dice: inout ScoreDice) -> Double {
        guard analysis.confidence >= 0.5, analysis.tempo.isFinite, analysis.tempo > 0 else {
            let lowest = Int(style.bpm.lowerBound.rounded(.up))
            return Double(dice.roll(lowest...max(lowest, Int(style.bpm.upperBound))))
        }
        var tempo = min(max(analysis.tempo, 20), 400)
        while tempo < style.bpm.lowerBound { tempo *= 2 }
        while tempo > style.bpm.upperBound, tempo / 2 >= style.bpm.lowerBound { tempo /= 2 }
        guard tempo > style.bpm.upperBound else { return tempo }
        // No octave lies inside: the one that is nearer by ratio.
        let below = tempo / 2
        return style.bpm.lowerBound / below < tempo / style.bpm.upperBound ? below : tempo
    }
}
