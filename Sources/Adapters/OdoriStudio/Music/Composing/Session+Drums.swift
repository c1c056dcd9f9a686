extension Session {
    /// The kit: a light groove, a roll that grows into the stop, the full groove with fills, a last crash.
    func drums() -> Score.Track {
        var stave = stave("drums")
        for bar in plan.bars {
            switch bar.part {
            case .intro: play(tune.groove.intro, in: bar, loudness: 0.8, on: &stave)
            case .build: playRoll(in: bar, on: &stave)
            case .drop, .secondDrop: playDrop(in: bar, on: &stave)
            }
        }
        stave.addFinal(pitch: Drum.kick.rawValue, velocity: 118)
        stave.addFinal(pitch: Drum.crash.rawValue, velocity: 112)
        return Score.Track(name: "drums", channel: Score.Channel.drums, voice: arrangement.kit, notes: stave.finished())
    }

    private func playDrop(in bar: ScorePlan.Bar, on stave: inout Stave) {
        let isFill = bar.isLast
        play(tune.groove.drop, in: bar, until: isFill ? 3 : 4, loudness: 1, on: &stave)
        if isFill { playFill(in: bar, on: &stave) }
        if bar.index.modulo(4) == 0 {
            strike(.crash, at: bar.start, velocity: bar.index == 0 ? 124 : 104, on: &stave)
        }
        if bar.index == 0 { strike(.kick, at: bar.start, velocity: 127, on: &stave) }
    }

    private func play(
        _ lines: [Groove.Line],
        in bar: ScorePlan.Bar,
        until limit: Double = 4,
        loudness: Double,
        on stave: inout Stave
    ) {
        for line in lines {
            for hit in line.steps.hits where hit.beat < limit {
                strike(line.drum, at: bar.start + hit.beat, velocity: Int(Double(hit.velocity) * loudness), on: &stave)
            }
        }
    }

    /// Snare on the beats, then eighths, then sixteenths, louder all the way; the kick drives until the last bar's half.
    private func playRoll(in bar: ScorePlan.Bar, on stave: inout Stave) {
        for step in 0..<16 {
            let at = bar.start + Double(step) / 4
            let grown = plan.growth(at: at)
            let every = grown < 0.5 ? 4 : grown < 0.75 ? 2 : 1
            if step % every == 0 {
                strike(.snare, at: at, velocity: Int(74 + 50 * grown), on: &stave)
            }
            if step % 4 == 0, grown < 0.75 { strike(.kick, at: at, velocity: 88, on: &stave) }
            if step % 2 == 0 { strike(.closedHat, at: at, velocity: step % 4 == 0 ? 70 : 88, on: &stave) }
        }
    }

    /// Down the toms in the last beat of a part.
    private func playFill(in bar: ScorePlan.Bar, on stave: inout Stave) {
        let toms: [Drum] = [.snare, .highTom, .midTom, .lowTom]
        for (index, drum) in toms.enumerated() {
            strike(drum, at: bar.start + 3 + Double(index) / 4, velocity: 92 + index * 6, on: &stave)
        }
    }

    private func strike(_ drum: Drum, at beat: Double, velocity: Int, on stave: inout Stave) {
        stave.add(at: beat, length: 0.2, pitch: drum.rawValue, velocity: drum.velocity(velocity))
    }
}
