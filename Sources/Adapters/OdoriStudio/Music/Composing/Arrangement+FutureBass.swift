extension Arrangement {
    /// Half-time 808, a sub, wide saw chords that breathe with the beat, bells and a voice on top.
    static let futureBass = Arrangement(
        kit: Voice(program: 25, volume: 110, reverb: 26),
        bass: Voice(program: 39, volume: 98, reverb: 0),
        stabs: [
            Voice(program: 81, volume: 82, pan: 20, reverb: 52, chorus: 50, detune: -11),
            Voice(program: 81, volume: 82, pan: 108, reverb: 52, chorus: 50, detune: 11),
            Voice(program: 90, volume: 62, pan: 64, reverb: 52, chorus: 40),
        ],
        pad: Voice(program: 94, volume: 76, reverb: 70, chorus: 40),
        lead: [
            Voice(program: 98, volume: 96, pan: 58, reverb: 60),
            Voice(program: 53, volume: 98, pan: 72, reverb: 56, chorus: 24),
        ],
        teaser: Voice(program: 10, volume: 92, pan: 54, reverb: 74),
        sparkle: Voice(program: 46, volume: 66, pan: 84, reverb: 66),
        progressions: Progression.bright,
        grooves: [
            Groove(
                intro: [.init(.rim, "........x......."), .init(.closedHat, "x...x...x...x.x.")],
                drop: [
                    .init(.kick, "X.....x....x...."), .init(.snare, "........X......."),
                    .init(.clap, "........X......."),
                    .init(.closedHat, "x.x.x.xxx.x.xxxx"), .init(.openHat, "............x..."),
                ]
            ),
            Groove(
                intro: [.init(.clap, "........x......."), .init(.shaker, "x.o.x.o.x.o.x.o.")],
                drop: [
                    .init(.kick, "X..x......x..x.."), .init(.snare, "........X......."),
                    .init(.clap, "........X.....o."),
                    .init(.closedHat, "x.xxx.x.x.x.xoxo"), .init(.tambourine, "....x.......x..."),
                ]
            ),
            Groove(
                intro: [.init(.rim, "....x.......x..."), .init(.closedHat, "x.o.x.o.x.o.x.o.")],
                drop: [
                    .init(.kick, "X......xX.x....."), .init(.snare, "....X.......X..."),
                    .init(.clap, "....X.......X..."),
                    .init(.closedHat, "x.x.xxx.x.x.xxxx"), .init(.shaker, "..o...o...o...o."),
                ]
            ),
        ],
        bassLines: ["r-----r----r----", "r--r------r--r--", "r------rr-r-----"],
        stabRhythms: ["x-----x----x--x-", "x--x--x---x--x--", "x--x--x--x--x-x-", "x---x-x-x---x-x-"],
        hooks: [
            HookRhythm(call: "X-.x-.x-..x-x-x-", answer: "X-.x-.X-..x-X---"),
            HookRhythm(call: "x-x-X---x-x-X---", answer: "x-x-X-----x-x-x-"),
            HookRhythm(call: "X..x..x..x..x.x.", answer: "X..x..x..x..X---"),
        ],
        pump: 84,
        leadLowest: 74
    )
}
