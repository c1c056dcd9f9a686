extension Session {
    /// Where chords sit: the middle of the keyboard, out of the bass's and the hook's way.
    private static let lowest = 56

    /// Held chords all through; they swell in the build and duck under the drop's beats.
    func pad() -> Score.Track {
        var stave = stave("pad")
        for bar in plan.bars {
            let start = max(bar.start, 0)
            for pitch in chord(bar.index) {
                let velocity = bar.part == .intro ? 84 : 92
                stave.add(at: start, length: bar.start + 4 - start, pitch: pitch, velocity: velocity)
            }
        }
        for pitch in home() { stave.addFinal(pitch: pitch, velocity: 92) }
        return Score.Track(
            name: "pad",
            channel: Score.Channel.pad,
            voice: arrangement.pad,
            notes: stave.finished(),
            controls: swell(from: 76) + ducking(by: arrangement.pump / 2)
        )
    }

    /// The rhythm chords: eighths that grow in the build, the stab rhythm in the drop.
    func chordStabs() -> [Score.Track] {
        arrangement.stabs.enumerated().map { index, voice in
            var stave = stave("stabs \(index)")
            for bar in bars(.build) where index == 0 { playBuild(in: bar, on: &stave) }
            for bar in bars(.drop, .secondDrop) { playStabs(in: bar, on: &stave) }
            for pitch in home() { stave.addFinal(pitch: pitch, velocity: 108, length: 3) }
            return Score.Track(
                name: "stabs \(index + 1)",
                channel: Score.Channel.stabs[index],
                voice: voice,
                notes: stave.finished(),
                controls: ducking(by: arrangement.pump)
            )
        }
    }

    private func playBuild(in bar: ScorePlan.Bar, on stave: inout Stave) {
        for eighth in 0..<8 {
            let at = bar.start + Double(eighth) / 2
            let grown = plan.growth(at: at)
            for pitch in chord(bar.index) {
                stave.add(at: at, length: 0.3, pitch: pitch, velocity: Int(70 + 46 * grown))
            }
        }
    }

    private func playStabs(in bar: ScorePlan.Bar, on stave: inout Stave) {
        for hit in tune.stabRhythm.hits {
            var pitches = chord(bar.index)
            // One voice doubled above opens the second half up.
            if bar.part == .secondDrop, let lowest = pitches.first { pitches.append(lowest + 12) }
            for pitch in pitches {
                let velocity = hit.step % 4 == 0 ? 110 : 98
                stave.add(at: bar.start + hit.beat, length: hit.beats * 0.9, pitch: pitch, velocity: velocity)
            }
        }
    }

    func chord(_ bar: Int) -> [Int] {
        tune.chord(inBar: bar).voiced(tonic: tune.tonic, lowest: Self.lowest)
    }

    func home() -> [Int] {
        tune.progression.home.voiced(tonic: tune.tonic, lowest: Self.lowest)
    }

    private func swell(from lowest: Int) -> [Score.Control] {
        let steps = plan.build * 4
        let ramp = (0..<steps).map { step in
            Score.Control(
                beat: plan.buildStart + Double(step) / 4,
                controller: Score.Control.expression,
                value: lowest + (127 - lowest) * step / steps
            )
        }
        let start = Score.Control(beat: 0, controller: Score.Control.expression, value: lowest + 20)
        return [start] + ramp + [Score.Control(beat: plan.drop, controller: Score.Control.expression, value: 127)]
    }

    /// What a side chain does to a mix, written as expression: down on the beat, back within two thirds of it.
    private func ducking(by depth: Int) -> [Score.Control] {
        guard depth > 0 else { return [] }
        let steps = 8
        let beats = (plan.lead..<plan.final).flatMap { beat in
            (0..<steps).map { step in
                let back = min(1, Double(step) / 5)
                return Score.Control(
                    beat: Double(beat) + Double(step) / Double(steps),
                    controller: Score.Control.expression,
                    value: 127 - Int(Double(depth) * (1 - back * back))
                )
            }
        }
        return beats + [Score.Control(beat: plan.finalStart, controller: Score.Control.expression, value: 127)]
    }
}
