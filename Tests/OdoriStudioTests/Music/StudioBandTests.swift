import FoundationEssentials
import OdoriDomain
import OdoriProcess
import SystemPackage
import Testing

@testable import OdoriStudio

@Suite("The studio's band")
struct StudioBandTests {
    private let band = StudioBand()

    private func render(_ name: String, tempo: Double, drop: Double, into file: FilePath) async throws {
        try await band.renderReferenceTrack(
            name: name,
            tempo: tempo,
            duration: 10,
            seed: 11,
            drop: drop,
            into: file
        )
    }

    @Test(
        "aubio finds its tempo within one per cent",
        arguments: zip(["neon", "harbour", "orbit", "lantern", "tram", "kite"], [104.0, 118, 128, 96, 112, 136])
    )
    func tempo(name: String, tempo: Double) async throws {
        try await withScratch { directory in
            let file = directory.appending("track.wav")
            try await render(name, tempo: tempo, drop: 8 * 60 / tempo, into: file)
            let command = ToolCommand("aubio", ["tempo", file.string], timeLimit: .seconds(60))
            let said = try await ToolRunner().run(command).output
            let heard = try #require(said.split(separator: " ").first.flatMap { Double($0) })
            #expect(abs(heard / tempo - 1) <= 0.01, "\(name): \(heard) for \(tempo)")
        }
    }

    @Test("beat 0 is at time 0, the low end comes with the drop, and it lasts exactly as long as asked")
    func shape() async throws {
        try await withScratch { directory in
            let file = directory.appending("track.wav")
            let drop = 8 * 60 / 118.0
            try await render("harbour", tempo: 118, drop: drop, into: file)
            let recording = try WaveFile.read(file)
            #expect(recording.frames == 480_000)
            #expect((20_000...23_197).contains(recording.peak))
            let first = try #require(recording.samples.firstIndex { abs(Int($0)) > 200 })
            #expect(Double(first) / 96_000 < 0.005)
            let low = Envelope.low(of: recording)
            #expect(low.level(from: drop, to: drop + 2) > 4 * low.level(from: drop - 2, to: drop))
        }
    }

    @Test("another name is another track; the same arguments give the same one")
    func names() async throws {
        try await withScratch { directory in
            var files: [Data] = []
            for (index, name) in ["neon", "neon", "harbour", "orbit"].enumerated() {
                let file = directory.appending("\(index).wav")
                try await render(name, tempo: 120, drop: 4, into: file)
                files.append(try Data(contentsOf: URL(filePath: file.string)))
            }
            #expect(files[0] == files[1])
            #expect(Set(files).count == 3)
        }
    }

    @Test("times that make no track are refused", arguments: [(0, 10, 4), (120, 0, 0), (120, 10, 11), (.nan, 10, 4)])
    func refused(tempo: Double, duration: Double, drop: Double) async throws {
        await #expect(throws: OdoriError(.mediaInvalid, "")) {
            try await band.renderReferenceTrack(
                name: "neon",
                tempo: tempo,
                duration: duration,
                seed: 1,
                drop: drop,
                into: "/nonexistent/track.wav"
            )
        }
    }
}
