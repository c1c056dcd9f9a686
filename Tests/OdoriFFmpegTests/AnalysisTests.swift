import OdoriDomain
import Testing

@testable import OdoriFFmpeg

@Suite("Beats from a sound's level and onsets")
struct AnalysisTests {
    /// A level with a drum on every beat and something shorter between, drum and bass louder from the drop on.
    private func envelope(tempo: Double, first: Double, drop: Double, seconds: Double = 10) -> SoundEnvelope {
        envelope(tempo: tempo, first: first, seconds: seconds) { $0 >= drop - 0.001 ? 0.8 : 0.25 }
    }

    /// - Parameter loudness: of the drum, at a time.
    private func envelope(
        tempo: Double, first: Double, seconds: Double, loudness: (Double) -> Double
    ) -> SoundEnvelope {
        var envelope = SoundEnvelope()
        let period = 60 / tempo
        for index in 0..<Int(seconds * Double(SoundEnvelope.sampleRate)) {
            let time = Double(index) / Double(SoundEnvelope.sampleRate)
            let position = (time - first) / period
            let since = (position - position.rounded(.down)) * period
            let sinceHalf = (position * 2 - (position * 2).rounded(.down)) * period / 2
            let drum = position < 0 ? 0 : loudness(time) * Wave.decay(since, 0.05) * Wave.sine(70, time)
            let hat = position < 0 ? 0 : 0.1 * Wave.decay(sinceHalf, 0.01) * Wave.sine(5_000, time)
            envelope.add(sample: drum + hat)
        }
        return envelope
    }

    private func onsets(tempo: Double, first: Double, seconds: Double = 10) -> [Double] {
        stride(from: first, to: seconds, by: 30 / tempo).map { $0 }
    }

    @Test(
        "tempo, beats and drop of a clear rhythm are found to a few milliseconds",
        arguments: [(84.0, 0.0), (96, 0.31), (112, 0.137), (128, 0.05), (140, 0.2)]
    )
    func clearRhythm(tempo: Double, first: Double) throws {
        let period = 60 / tempo
        let drop = first + 8 * period
        let result = AubioDanceAnalyst.analysis(
            envelope(tempo: tempo, first: first, drop: drop),
            onsets: onsets(tempo: tempo, first: first),
            seconds: 10
        )
        #expect(abs(result.tempo - tempo) < 0.2)
        #expect(result.hasSound)
        #expect(result.confidence > 0.8)
        for beat in result.beats {
            let position = (beat - first) / period
            #expect(abs(position - position.rounded()) * period < 0.005)
        }
        #expect(abs(result.drop - drop) < 0.005)
        #expect(result.isDropSure, "\(result.dropConfidence ?? 0)")
        let bar = try #require(result.downbeats.first)
        #expect(abs(((bar - first) / period).rounded()).truncatingRemainder(dividingBy: 4) == 0)
        #expect(result.sections.map(\.name).contains("drop"))
        #expect(result.sections.first?.start == 0)
        #expect(result.sections.last?.end == 10)
        for (one, next) in zip(result.sections, result.sections.dropFirst()) {
            #expect(one.end == next.start)
        }
    }

    @Test(
        "a drop that could as well be elsewhere is a guess, however sure the beats are",
        arguments: [
            // Twice alike, hardly at all, and bit by bit.
            { @Sendable in ($0 - 0.1).truncatingRemainder(dividingBy: 16) < 8 ? 0.25 : 0.8 },
            { @Sendable in $0 < 8.1 ? 0.6 : 0.68 },
            { @Sendable in 0.2 + 0.03 * $0 },
        ] as [@Sendable (Double) -> Double])
    func ambiguousDrop(loudness: @Sendable (Double) -> Double) {
        let result = AubioDanceAnalyst.analysis(
            envelope(tempo: 120, first: 0.1, seconds: 32, loudness: loudness),
            onsets: onsets(tempo: 120, first: 0.1, seconds: 32), seconds: 32)
        #expect(result.areBeatsSure && !result.isDropSure, "\(result.confidence), \(result.dropConfidence ?? 0)")
    }

    @Test("onsets that follow no beat give little confidence")
    func noRhythm() {
        var generator = SplitMix(state: 7)
        let random = (0..<60).map { _ in Double(generator.next() % 10_000) / 1000 }.sorted()
        let result = AubioDanceAnalyst.analysis(
            envelope(tempo: 120, first: 0, drop: 4),
            onsets: random,
            seconds: 10
        )
        #expect(result.confidence < 0.5)
    }

    @Test("without sound an even 120 is guessed, with hardly any confidence")
    func guess() {
        let guess = AubioDanceAnalyst.guess(seconds: 10)
        #expect(guess.tempo == 120)
        #expect(guess.beats.count == 20)
        #expect(guess.beats.first == 0)
        #expect(guess.downbeats == [0, 2, 4, 6, 8])
        #expect(guess.drop == 4)
        #expect(guess.confidence <= 0.2)
        #expect(!guess.hasSound)
    }

    @Test("a grid's beats cover the whole video and nothing outside")
    func gridBounds() {
        #expect(
            BeatGrid(phase: 1.3, period: 0.5).beats(seconds: 2).map { ($0 * 10).rounded() / 10 } == [
                0.3, 0.8, 1.3, 1.8,
            ]
        )
        #expect(BeatGrid(phase: -0.001, period: 0.5).beats(seconds: 0.9) == [0, 0.499])
        #expect(BeatGrid(phase: 0, period: 0).beats(seconds: 1).isEmpty)
    }

    @Test(
        "beats with an echo are found wherever the candidate lies between the two", arguments: [0, 20, 40, 60, 80])
    func echo(offset: Int) {
        let beats = (0..<28).map { 0.4 + 0.51 * Double($0) }
        let onsets = beats.flatMap { [$0, $0 + 0.087] }
        let candidate = TempoSearch.Candidate(tempo: 117.5, phase: 0.4 + Double(offset) / 1000, score: 1)
        let grid = BeatGrid(candidate, onsets: onsets, seconds: 15)
        #expect(grid.confidence > 0.9)
        #expect(abs(grid.period - 0.51) < 0.001)
    }

    @Test("a level is silent below −60 dB, and odd byte counts are carried over")
    func bytes() {
        var quiet = SoundEnvelope()
        quiet.add(Array(repeating: 0, count: 22_050 * 2))
        #expect(quiet.isSilent)
        #expect(quiet.low.count == 100)
        var (whole, pieces) = (SoundEnvelope(), SoundEnvelope())
        let samples = (0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        whole.add(samples)
        pieces.add(samples[..<777])
        pieces.add(samples[777...])
        #expect(whole == pieces)
    }

    @Test("a sound too short for any rhythm is a guess")
    func tooShort() {
        #expect(AubioDanceAnalyst.analysis(SoundEnvelope(), onsets: [], seconds: 4).confidence <= 0.2)
    }
}
