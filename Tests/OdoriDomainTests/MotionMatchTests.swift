import Foundation
import OdoriDomain
import Testing

@Suite("Finding a dance in its reference")
struct MotionMatchTests {
    /// What moves in a dance of even beats whose moves differ in size, thirty values a second.
    private static func motion(_ seconds: Double, tempo: Double = 118, seed: Double = 1) -> [Double] {
        (0..<Int(seconds * 30)).map { index in
            let beat = Double(index) / 30 * tempo / 60
            let move = beat.rounded(.down)
            let size = 1 + 3 * (abs(sin(move * 12.9898 + seed)) * 43_758.5453).truncatingRemainder(dividingBy: 1)
            return 0.2 + size * pow(sin(.pi * (beat - move)), 2)
        }
    }

    /// Another dancer in other clothes: other sizes on the whole, and grain.
    private static func another(_ motion: [Double]) -> [Double] {
        motion.enumerated().map { index, value in
            let grain = sin(Double(index) * 78.233) * 43_758.5453
            return 0.4 + 0.6 * value + 0.3 * (grain - grain.rounded(.down))
        }
    }

    @Test("a part is found where it was taken from", arguments: [0, 7, 45, 130])
    func part(start: Int) {
        let reference = Self.motion(10)
        let match = MotionMatch(of: Self.another(Array(reference[start..<start + 150])), in: reference)
        #expect(match.offset == start && match.confidence >= 0.5, "\(match)")
    }

    @Test("a dance that begins before its reference, or goes on after it, is found too")
    func outside() {
        let whole = Self.motion(10)
        let before = MotionMatch(of: Self.another(whole), in: Array(whole[9...]))
        #expect(before.offset == -9 && before.confidence >= 0.5, "\(before)")
        let after = MotionMatch(of: Self.another(Array(whole[100...])), in: Array(whole[..<290]))
        #expect(after.offset == 100 && after.confidence >= 0.5, "\(after)")
    }

    @Test("another dance, the same move over and over, and stillness are not found")
    func nowhere() {
        let reference = Self.motion(10)
        #expect(MotionMatch(of: Self.motion(6, tempo: 93, seed: 3), in: reference).confidence < 0.5)
        let even = (0..<300).map { pow(sin(.pi * Double($0) / 15), 2) }
        #expect(MotionMatch(of: Array(even[40..<200]), in: even).confidence < 0.5)
        #expect(MotionMatch(of: Array(repeating: 1, count: 200), in: reference).confidence < 0.5)
        #expect(MotionMatch(of: [], in: reference) == MotionMatch(offset: 0, confidence: 0))
        #expect(MotionMatch(of: reference, in: []) == MotionMatch(offset: 0, confidence: 0))
    }
}
