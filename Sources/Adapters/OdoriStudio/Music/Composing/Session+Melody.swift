extension Session {
    /// The hook in the drop, on every voice of the lead.
    func lead() -> [Score.Track] {
        arrangement.lead.enumerated().map { index, voice in
            var stave = stave("lead \(index)")
            for bar in bars(.drop, .secondDrop) {
                for note in hook(inBar: bar.index) {
                    // The second voice answers an octave below until the second half lifts it.
                    let octave = index == 1 && bar.part == .drop ? -12 : 0
                    stave.add(
                        at: bar.start + note.hit.beat,
                        length: note.hit.beats * 0.9,
                        pitch: note.pitch + octave,
                        velocity: note.hit.velocity - 4
                    )
                }
            }
            stave.addFinal(pitch: finalPitch(), velocity: 104, length: 3)
            return Score.Track(
                name: "lead \(index + 1)",
                channel: Score.Channel.lead[index],
                voice: voice,
                notes: stave.finished()
            )
        }
    }

    /// The hook's heaviest notes, softly, in the intro: the drop then sounds like something one already knows.
    func teaser() -> Score.Track {
        var stave = stave("teaser")
        for bar in bars(.intro) {
            for note in hook(inBar: bar.index) where note.hit.isAccent || note.hit.length > 1 {
                stave.add(
                    at: bar.start + note.hit.beat,
                    length: note.hit.beats,
                    pitch: note.pitch,
                    velocity: note.hit.velocity - 22
                )
            }
        }
        return Score.Track(
            name: "teaser",
            channel: Score.Channel.teaser,
            voice: arrangement.teaser,
            notes: stave.finished()
        )
    }

    /// Broken chords: eighths in the intro, sixteenths climbing in the build and over the second half of the drop.
    func sparkle() -> Score.Track {
        var stave = stave("sparkle")
        for bar in plan.bars where bar.part != .drop {
            let isFast = bar.part != .intro
            let notes = arpeggio(inBar: bar.index)
            for step in stride(from: 0, to: 16, by: isFast ? 1 : 2) {
                let at = bar.start + Double(step) / 4
                let place = isFast ? step : step / 2
                let grown = bar.part == .build ? plan.growth(at: at) : 0.5
                let pitch = notes[place % notes.count] + (bar.part == .build && grown > 0.5 ? 12 : 0)
                stave.add(at: at, length: 0.4, pitch: pitch, velocity: Int(64 + 36 * grown) + (step % 4 == 0 ? 8 : 0))
            }
        }
        return Score.Track(
            name: "sparkle",
            channel: Score.Channel.sparkle,
            voice: arrangement.sparkle,
            notes: stave.finished()
        )
    }

    private func hook(inBar bar: Int) -> [(hit: StepPattern.Hit, pitch: Int)] {
        tune.hook.notes(
            bar: bar,
            chord: tune.chord(inBar: bar),
            tune: tune,
            lowest: arrangement.leadLowest
        )
    }

    private func arpeggio(inBar bar: Int) -> [Int] {
        let chord = chord(bar).map { $0 + 12 }
        return chord + chord.dropFirst().dropLast().reversed()
    }

    /// The tonic in the hook's range.
    private func finalPitch() -> Int {
        arrangement.leadLowest + (tune.tonic - arrangement.leadLowest).modulo(12)
    }
}
