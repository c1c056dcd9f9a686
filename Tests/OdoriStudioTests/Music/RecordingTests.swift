import FoundationEssentials
import OdoriDomain
import OdoriProcess
import SystemPackage
import Testing

@testable import OdoriStudio
import OdoriScratch

@Suite("A recording")
struct RecordingTests {
    /// A second of quiet hum in which a loud sound begins at `frame`.
    private func click(at frame: Int) -> Recording {
        let samples = (0..<Recording.rate).flatMap { at -> [Int16] in
            let level: Int16 = at < frame ? 40 : 8000
            return [at % 2 == 0 ? level : -level, 0]
        }
        return Recording(samples: samples)
    }

    @Test("finds where a sound begins near its time", arguments: [23_900, 24_000, 24_111, 24_500])
    func onset(frame: Int) throws {
        let found = try #require(click(at: frame).onset(near: 0.5))
        #expect(abs(found - Double(frame) / 48_000) < 0.0001)
    }

    @Test("finds no beginning in silence, in a steady sound or beyond the end")
    func noOnset() {
        #expect(Recording(samples: Array(repeating: 0, count: 96_000)).onset(near: 0.5) == nil)
        #expect(click(at: 100).onset(near: 0.5) == nil)
        #expect(click(at: 100).onset(near: 7) == nil)
        #expect(Recording(samples: []).onset(near: 0) == nil)
    }

    @Test("lasts exactly as long as asked, faded when cut, silent when stretched")
    func lasting() {
        let sound = click(at: 0)
        let cut = sound.lasting(0.25, fade: 0.1)
        #expect(cut.frames == 12_000)
        #expect(abs(Int(cut.samples[0])) == 8000)
        #expect(abs(Int(cut.samples[23_998])) < 10)
        let stretched = sound.lasting(2, fade: 0.1)
        #expect(stretched.frames == 96_000)
        #expect(stretched.samples.suffix(96_000).allSatisfy { $0 == 0 })
    }

    @Test("is brought to -3 dBFS by one gain, silence excepted")
    func normalised() {
        let sound = Recording(samples: [100, -200, 50, 0])
        #expect(sound.normalised().peak == 23_196)
        #expect(sound.normalised().samples == [11_598, -23_196, 5_799, 0])
        #expect(Recording(samples: [0, 0]).normalised().samples == [0, 0])
        #expect(Recording(samples: [.min, 0]).normalised().peak == 23_196)
    }

    @Test("survives being written and read")
    func file() async throws {
        let sound = Recording(samples: [1, -1, .max, .min, 300, -300])
        try await withScratch { directory in
            let path = directory.appending("a.wav")
            try WaveFile.write(sound, to: path)
            #expect(try WaveFile.read(path) == sound)
        }
    }

    @Test("is not read from anything else", arguments: [[], Array("RIFF".utf8), Array(repeating: 7, count: 4096)])
    func notAWave(bytes: [UInt8]) async throws {
        try await withScratch { directory in
            let path = directory.appending("a.wav")
            try Data(bytes).write(to: URL(filePath: path.string))
            #expect(throws: OdoriError(.mediaInvalid, "")) { try WaveFile.read(path) }
        }
    }
}

/// A directory for one test.
func withScratch<Result: Sendable>(_ body: (FilePath) async throws -> Result) async throws -> Result {
    try await withScratchDirectory(
        in: FilePath(FileManager.default.temporaryDirectory.path),
        prefix: "music-tests",
        body
    )
}
