/// The band behind a reference dance: a plain, strong beat from time 0, without low end until the drop brings kick and bass.
///
/// Beats are what matters here: whoever analyses the video has to find them by ear alone.
struct ReferenceSession: Sendable {
    let plan: ScorePlan
    let arrangement: Arrangement
    let tune: Tune
    let groove: Groove
    let seed: UInt64

    /// - Parameter name: with the seed, decides band, groove and tune.
    init(name: String, microsecondsPerBeat: Int, beats: Int, drop: Int, seed: UInt64) {
        var dice = ScoreDice(seed: seed, purpose: name)
        arrangement = dice.pick([.kpopDance, .cityPop, .futureBass])
        groove = dice.pick(Self.grooves)
        self.seed = dice.next()
        tune = Tune(arrangement: arrangement, seed: self.seed)
        // Nothing stops and nothing ends: the music runs through as on a dance floor.
        plan = ScorePlan(
            microsecondsPerBeat: microsecondsPerBeat,
            lead: drop,
            build: 0,
            stop: 0,
            final: beats + 1,
            ring: 0,
            secondsAfterDrop: Double((beats - drop) * microsecondsPerBeat) / 1_000_000
        )
    }

    func score() -> Score {
        Score(
            microsecondsPerBeat: plan.microsecondsPerBeat,
            tracks: [drums(), bass(), chords(), lead()],
            drop: plan.drop,
            end: plan.end
        )
    }

    private static let grooves: [Groove] = [
        Groove(
            intro: [
                .init(.kick, "o...o...o...o..."), .init(.clap, "....X.......X..."),
                .init(.closedHat, "X.o.X.o.X.o.X.o."),
            ],
            drop: [
                .init(.kick, "X...X...X...X..."), .init(.clap, "....X.......X..."), .init(.snare, "....X.......X..."),
                .init(.closedHat, "x.o.x.o.x.o.x.o."), .init(.openHat, "..o...o...o...o."),
            ]
        ),
        Groove(
            intro: [
                .init(.kick, "o...o...o...o..."), .init(.rim, "X...X...X...X..."), .init(.shaker, "x.o.x.o.x.o.x.o."),
            ],
            drop: [
                .init(.kick, "X...X...X...X..."), .init(.snare, "....X.......X..."),
                .init(.closedHat, "X.o.X.o.X.o.X.o."), .init(.tambourine, "....x.......x..."),
            ]
        ),
        Groove(
            intro: [
                .init(.kick, "o...o...o...o..."), .init(.snare, "....x.......x..."),
                .init(.closedHat, "X...X...X...X..."),
            ],
            drop: [
                .init(.kick, "X...X...X...X.x."), .init(.snare, "....X.......X..."), .init(.clap, "....X.......X..."),
                .init(.closedHat, "X.o.x.o.X.o.x.o."),
            ]
        ),
    ]

    private func drums() -> Score.Track {
        var stave = Stave(plan: plan, seed: seed, purpose: "drums")
        for bar in plan.bars {
            let isDrop = bar.start >= plan.drop
            for line in isDrop ? groove.drop : groove.intro {
                for hit in line.steps.hits {
                    // Before the drop the kick is hardly more than its click.
                    let velocity = line.drum == .kick && !isDrop ? 46 : line.drum.velocity(hit.velocity)
                    stave.add(at: bar.start + hit.beat, length: 0.2, pitch: line.drum.rawValue, velocity: velocity)
                }
            }
            if bar.index.modulo(4) == 0, isDrop {
                stave.add(at: bar.start, length: 2, pitch: Drum.crash.rawValue, velocity: 108)
            }
        }
        return Score.Track(name: "drums", channel: Score.Channel.drums, voice: arrangement.kit, notes: stave.finished())
    }

    /// The root on every beat and its octave between, from the drop on.
    private func bass() -> Score.Track {
        var stave = Stave(plan: plan, seed: seed, purpose: "bass")
        for bar in plan.bars where bar.start >= plan.drop {
            let root = tune.chord(inBar: bar.index).bassPitch(tonic: tune.tonic)
            for beat in 0..<4 {
                stave.add(at: bar.start + Double(beat), length: 0.45, pitch: root, velocity: 114)
                stave.add(at: bar.start + Double(beat) + 0.5, length: 0.4, pitch: root + 12, velocity: 84)
            }
        }
        return Score.Track(name: "bass", channel: Score.Channel.bass, voice: arrangement.bass, notes: stave.finished())
    }

    /// A chord on every beat: struck, short, and the same in all bars.
    private func chords() -> Score.Track {
        var stave = Stave(plan: plan, seed: seed, purpose: "chords")
        for bar in plan.bars {
            let pitches = tune.chord(inBar: bar.index).voiced(tonic: tune.tonic, lowest: 58)
            for beat in 0..<4 {
                let velocity = bar.start >= plan.drop ? 98 : 90
                for pitch in pitches {
                    stave.add(at: bar.start + Double(beat), length: 0.6, pitch: pitch, velocity: velocity)
                }
            }
        }
        let voice = arrangement.stabs[0].placed(pan: 56)
        return Score.Track(name: "chords", channel: Score.Channel.stabs[0], voice: voice, notes: stave.finished())
    }

    private func lead() -> Score.Track {
        var stave = Stave(plan: plan, seed: seed, purpose: "lead")
        for bar in plan.bars where bar.start >= plan.drop {
            let chord = tune.chord(inBar: bar.index)
            for note in tune.hook.notes(bar: bar.index, chord: chord, tune: tune, lowest: arrangement.leadLowest) {
                stave.add(
                    at: bar.start + note.hit.beat,
                    length: note.hit.beats * 0.9,
                    pitch: note.pitch,
                    velocity: note.hit.velocity - 26
                )
            }
        }
        return Score.Track(
            name: "lead",
            channel: Score.Channel.lead[0],
            voice: arrangement.lead[0],
            notes: stave.finished()
        )
    }
}
