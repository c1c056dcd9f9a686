extension Arrangement {
    /// Electronic kit, octave synth bass, plucked stabs, a square lead doubled by brass.
    static let kpopDance = Arrangement(
        kit: Voice(program: 24, volume: 118, reverb: 18),
        bass: Voice(program: 38, volume: 104, reverb: 0),
        stabs: [
            Voice(program: 81, volume: 62, pan: 34, reverb: 34, chorus: 30, detune: -7),
            Voice(program: 90, volume: 70, pan: 94, reverb: 34, chorus: 30, detune: 7),
        ],
        pad: Voice(program: 50, volume: 66, reverb: 60, chorus: 40),
        lead: [
            Voice(program: 80, volume: 88, pan: 58, reverb: 42, chorus: 18),
            Voice(program: 62, volume: 94, pan: 72, reverb: 42, chorus: 18),
        ],
        teaser: Voice(program: 10, volume: 96, pan: 70, reverb: 62),
        sparkle: Voice(program: 108, volume: 78, pan: 44, reverb: 50),
        progressions: Progression.dance,
        grooves: [
            Groove(
                intro: [
                    .init(.rim, "....x.......x..."), .init(.closedHat, "x.o.x.o.x.o.x.oo"),
                    .init(.kick, "x.........x....."),
                ],
                drop: [
                    .init(.kick, "X...X...X...X..."), .init(.snare, "....X.......X..o"),
                    .init(.clap, "....X.......X..."),
                    .init(.closedHat, "x.o.x.o.x.o.x.o."), .init(.openHat, "..x...x...x...x."),
                ]
            ),
            Groove(
                intro: [
                    .init(.clap, "....x.......x..."), .init(.shaker, "o.xoo.xoo.xoo.xo"),
                    .init(.kick, "x..x............"),
                ],
                drop: [
                    .init(.kick, "X..x..X...x...x."), .init(.snare, "....X.......X..."),
                    .init(.clap, "....X.......X..."),
                    .init(.closedHat, "x.xox.x.x.xox.xo"), .init(.tambourine, "..o...o...o...o."),
                ]
            ),
            Groove(
                intro: [
                    .init(.rim, "....x..x....x..."), .init(.closedHat, "x.x.x.x.x.x.x.xo"),
                    .init(.kick, "x.......x.x....."),
                ],
                drop: [
                    .init(.kick, "X.....x.X.x....."), .init(.snare, "....X..o.o..X..."),
                    .init(.clap, "....X.......X..."),
                    .init(.closedHat, "x.x.x.xxx.x.x.xx"), .init(.openHat, "..............x."),
                ]
            ),
        ],
        bassLines: ["r-.r..o-r-.r.ro-", "r.o.r.o.r.o.rro.", "r--r--r-f--f--o-", "..r.r.o...r.r.oa"],
        stabRhythms: ["x--x--x---x--x--", "..x-..x-..x-..x-", "x-.x-.x-....x-x-", "x--.x-.x-.x-.x--"],
        hooks: [
            HookRhythm(call: "X-.x..x-X-.x-.x-", answer: "X-.x..x-x-x-X---"),
            HookRhythm(call: "X.x.x-.x..x-X-..", answer: "X.x.x-.x..X-----"),
            HookRhythm(call: "X--x--x-x--x--x-", answer: "X--x--x-X-------"),
            HookRhythm(call: "..x.x.x-X--x--x-", answer: "..x.x.x-X---x---"),
        ],
        pump: 44,
        leadLowest: 69
    )
}
