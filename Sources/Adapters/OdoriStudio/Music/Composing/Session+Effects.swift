extension Session {
    /// Noise that swells through the build and is cut off by the stop.
    func riser() -> Score.Track {
        var stave = stave("riser")
        for pitch in [60, 72] {
            stave.add(at: plan.buildStart, length: Double(plan.build), pitch: pitch, velocity: 92)
        }
        let steps = plan.build * 4
        let swell = (0..<steps).map { step in
            Score.Control(
                beat: plan.buildStart + Double(step) / 4,
                controller: Score.Control.expression,
                value: 24 + 96 * step * step / (steps * steps)
            )
        }
        let seashore = Voice(program: 122, volume: 100, reverb: 40)
        return Score.Track(
            name: "riser",
            channel: Score.Channel.riser,
            voice: seashore,
            notes: stave.finished(),
            controls: swell
        )
    }

    /// A big low drum under the drop's first beat, and under the last chord.
    func impact() -> Score.Track {
        var stave = stave("impact")
        for pitch in [36, 43] {
            stave.add(at: plan.drop, length: 2, pitch: pitch, velocity: 118)
            stave.addFinal(pitch: pitch, velocity: 100)
        }
        let taiko = Voice(program: 116, volume: 96, reverb: 50)
        return Score.Track(name: "impact", channel: Score.Channel.impact, voice: taiko, notes: stave.finished())
    }
}
