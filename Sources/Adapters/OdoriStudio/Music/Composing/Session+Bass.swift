extension Session {
    /// Long soft roots in the second half of a long intro, silence in the build, the full line in the drop: its return is the drop.
    func bass() -> Score.Track {
        var stave = stave("bass")
        for bar in bars(.intro) where bar.start >= 8 {
            stave.add(at: bar.start, length: 3.5, pitch: root(inBar: bar.index), velocity: 78)
        }
        for bar in bars(.drop, .secondDrop) {
            for hit in tune.bassLine.hits {
                let velocity = hit.step % 4 == 0 ? 112 : 102
                let pitch = bassPitch(hit.letter, bar: bar.index)
                stave.add(at: bar.start + hit.beat, length: hit.beats * 0.92, pitch: pitch, velocity: velocity)
            }
        }
        stave.addFinal(pitch: tune.progression.home.bassPitch(tonic: tune.tonic), velocity: 112)
        return Score.Track(name: "bass", channel: Score.Channel.bass, voice: arrangement.bass, notes: stave.finished())
    }

    private func root(inBar bar: Int) -> Int {
        tune.chord(inBar: bar).bassPitch(tonic: tune.tonic)
    }

    private func bassPitch(_ letter: Character, bar: Int) -> Int {
        switch letter {
        case "o": root(inBar: bar) + 12
        case "f": root(inBar: bar) + 7
        case "a": root(inBar: bar + 1) - 1
        default: root(inBar: bar)
        }
    }
}
