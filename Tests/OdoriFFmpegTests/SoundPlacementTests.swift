import Foundation
import Testing

@testable import OdoriFFmpeg

@Suite("Looking for a sound")
struct SoundPlacementTests {
    /// Three seconds that never repeat.
    private static let wanted: [Float] = {
        var generator = SplitMix(state: 3)
        var level: Float = 0
        return (0..<12_000).map { _ in
            level += (Float(generator.next() % 2001) / 1000 - 1 - level) * 0.3
            return level * 0.5
        }
    }()

    private func shifted(_ samples: [Float], by count: Int) -> [Float] {
        count >= 0
            ? Array(repeating: 0, count: count) + samples.dropLast(count)
            : samples.dropFirst(-count) + Array(repeating: 0, count: -count)
    }

    @Test("a sound is found where it is, however much louder it became", arguments: [-30, -19, -3, 0, 7, 100])
    func found(shift: Int) throws {
        let heard = shifted(Self.wanted, by: shift).map { min(0.4, max(-0.4, $0 * 1.7)) }
        let found = SoundPlacement.find(Self.wanted, in: heard)
        let lag = try #require(found.lag)
        #expect(abs(lag - Double(shift) / Double(SoundPlacement.sampleRate)) < 0.0002)
        #expect(abs(found.drift ?? 1) < 0.0002)
        #expect(found.problems.isEmpty == (-19...60).contains(shift))
    }

    @Test("another sound is not it, silence has no place, and a sound that runs away drifts")
    func notFound() {
        #expect(
            SoundPlacement.find(Self.wanted, in: Self.wanted.reversed()).problems.first?.contains("another") == true)
        #expect(SoundPlacement.find([Float](repeating: 0, count: 8000), in: Self.wanted).problems.isEmpty)
        #expect(SoundPlacement.find(Self.wanted, in: []).problems.first?.contains("another") == true)
        // The second half comes 12 ms late.
        let torn = Self.wanted[..<6000] + Array(repeating: 0, count: 48) + Self.wanted[6000...]
        let drift = SoundPlacement.find(Self.wanted, in: Array(torn)).drift ?? 0
        #expect(abs(drift - 0.012) < 0.0005)
    }

    @Test(
        "a low note is found beside itself at one end: the sound does not drift, and one that does is still told",
        arguments: [0, 5])
    func besideItself(place: Int) throws {
        var found = SoundPlacement.find(Self.wanted, in: Self.wanted)
        found.windows[place].lag += 0.0143
        #expect(found.problems.isEmpty)
        for index in found.windows.indices { found.windows[index].lag += 0.012 * found.windows[index].time }
        #expect(found.problems.contains { $0.contains("drifts by") })
    }
}
