import FoundationEssentials
import OdoriDomain
import OdoriPorts
import OdoriProcess
import SystemPackage
import Testing

@testable import OdoriStudio

@Suite("The studio's composer")
struct StudioMusicComposerTests {
    private let composer = StudioMusicComposer()

    @Test("renders a score whose drop is where it says, within 5 ms", arguments: Style.all)
    func drop(style: Style) async throws {
        for seed in UInt64(1)...3 {
            let brief = MusicBrief.dance(
                style: style,
                seed: seed,
                tempo: 100 + Double(seed) * 9,
                drop: 4.4,
                duration: 10
            )
            try await withScratch { directory in
                let file = directory.appending("score.wav")
                let composition = try await composer.compose(brief, into: file)
                let sound = Envelope(try WaveFile.read(file))
                let heard = try #require(
                    sound.steepestRise(between: composition.drop - 0.1, and: composition.drop + 0.1)
                )
                #expect(abs(heard - composition.drop) <= 0.005, "\(style.id) \(seed): heard at \(heard)")
                #expect(composition.drop >= brief.analysis.drop)
                #expect(composition.drop - brief.analysis.drop < 60 / composition.tempo + 0.005)
                #expect(composition.duration - (composition.drop - brief.analysis.drop) >= brief.duration)
                #expect(composition.origin.provider == "studio")
                // The stop before the drop is a stop, and the drop the loudest thing so far.
                let stop = sound.level(from: composition.drop - 0.12, to: composition.drop - 0.01)
                let drop = sound.level(from: composition.drop, to: composition.drop + 0.3)
                let build = sound.level(from: composition.drop - 2, to: composition.drop - 0.7)
                #expect(drop > 20 * stop, "\(style.id) \(seed)")
                #expect(drop > 1.5 * build, "\(style.id) \(seed)")
            }
        }
    }

    @Test("the file is 48 kHz stereo, as long as it says, and peaks at -3 dBFS or less")
    func format() async throws {
        try await withScratch { directory in
            let file = directory.appending("score.wav")
            let composition = try await composer.compose(.dance(duration: 12), into: file)
            let recording = try WaveFile.read(file)
            #expect(recording.duration == composition.duration)
            #expect((21_000...23_197).contains(recording.peak))
            let left = try FileManager.default.contentsOfDirectory(atPath: directory.string)
            #expect(left == ["score.wav"])
        }
    }

    @Test("the same brief gives the same bytes, another seed another score")
    func determinism() async throws {
        try await withScratch { directory in
            var files: [Data] = []
            var hashes: Set<String> = []
            for (index, seed) in [7, 7, 8].enumerated() {
                let file = directory.appending("\(index).wav")
                let composition = try await composer.compose(.dance(seed: UInt64(seed)), into: file)
                files.append(try Data(contentsOf: URL(filePath: file.string)))
                hashes.insert(composition.origin.promptHash)
            }
            #expect(files[0] == files[1])
            #expect(files[0] != files[2])
            #expect(hashes.count == 2)
            #expect(hashes.allSatisfy { $0.count == 64 })
        }
    }

    @Test("a missing soundfont is a missing tool, named with the package that brings it")
    func missingSoundfont() async throws {
        try await withScratch { directory in
            let composer = StudioMusicComposer(soundfont: directory.appending("none.sf2"))
            let error = try await #require(throws: OdoriError.self) {
                try await composer.compose(.dance(), into: directory.appending("score.wav"))
            }
            #expect(error.code == .toolMissing)
            #expect(error.kind == .permanent)
            #expect(error.message.contains("timgm6mb-soundfont"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.string).isEmpty)
        }
    }

    @Test("a duration that no dance has is refused", arguments: [-1, 601, Double.nan, .infinity])
    func duration(seconds: Double) async throws {
        await #expect(throws: OdoriError(.mediaInvalid, "")) {
            try await composer.compose(.dance(duration: seconds), into: "/nonexistent/score.wav")
        }
    }
}
