extension Arrangement {
    /// Tight kit, slap bass, electric piano with ninths, brass stabs, a saxophone or vibraphone that sings.
    static let cityPop = Arrangement(
        kit: Voice(program: 16, volume: 116, reverb: 24),
        bass: Voice(program: 36, volume: 108, reverb: 6),
        stabs: [
            Voice(program: 4, volume: 84, pan: 46, reverb: 36, chorus: 44),
            Voice(program: 61, volume: 62, pan: 88, reverb: 48),
        ],
        pad: Voice(program: 48, volume: 50, reverb: 64, chorus: 20),
        lead: [
            Voice(program: 65, volume: 104, pan: 62, reverb: 52),
            Voice(program: 11, volume: 84, pan: 78, reverb: 52),
        ],
        teaser: Voice(program: 11, volume: 92, pan: 72, reverb: 60),
        sparkle: Voice(program: 27, volume: 74, pan: 30, reverb: 40, chorus: 40),
        progressions: Progression.city,
        grooves: [
            Groove(
                intro: [
                    .init(.rim, "....x.......x..."), .init(.closedHat, "x.x.x.x.x.x.x.x."),
                    .init(.kick, "x.......x......."),
                ],
                drop: [
                    .init(.kick, "X......xX.x....."), .init(.snare, "....X..o....X..o"),
                    .init(.closedHat, "xoxoxoxoxoxoxoxo"), .init(.openHat, "......x.......x."),
                    .init(.clap, "....o.......o..."),
                ]
            ),
            Groove(
                intro: [
                    .init(.shaker, "x.o.x.o.x.o.x.o."), .init(.rim, "....x.......x.x."),
                    .init(.kick, "x.......x......."),
                ],
                drop: [
                    .init(.kick, "X.x...x.X.....x."), .init(.snare, "....X.......X..."),
                    .init(.closedHat, "x.xxx.xxx.xxx.xx"), .init(.tambourine, "..x...x...x...x."),
                ]
            ),
            Groove(
                intro: [
                    .init(.closedHat, "x.xox.x.x.xox.x."), .init(.rim, "....x.......x..."),
                    .init(.kick, "x.....x.x......."),
                ],
                drop: [
                    .init(.kick, "X...X...X...X..."), .init(.snare, "....X.......X.o."),
                    .init(.closedHat, "x.o.x.o.x.o.x.o."), .init(.openHat, "..x...x...x...x."),
                    .init(.shaker, "oxooxxoooxooxxoo"),
                ]
            ),
        ],
        bassLines: ["r-.ro.r..f-.o.ra", "r--r.or-..r-o.fa", "r.or.or.r.or.ofa", "r-..r.o-r-.r.f.a"],
        stabRhythms: ["x---..x-...x-...", "..x-..x-...x..x-", "x-.x-...x--.x-..", "x--.x--...x-x---"],
        hooks: [
            HookRhythm(call: "X---..x-x-x-..x-", answer: "X-----x-X-------"),
            HookRhythm(call: "..x-X-..x-..x-x-", answer: "..x-X---X-----x-"),
            HookRhythm(call: "X-.x-.x---x-x---", answer: "X-.x-.X---------"),
        ],
        pump: 0,
        leadLowest: 65
    )
}
