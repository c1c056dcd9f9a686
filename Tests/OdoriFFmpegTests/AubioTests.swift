import Foundation
import OdoriDomain
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Analysing real sound", .workshop, .serialized)
struct AubioTests {
    /// Ten seconds of drums, bass and chords under a small picture: quiet for the first bars, full from the drop on.
    private func video(_ shop: MediaWorkshop, tempo: Double, first: Double, drop: Double) async throws -> FilePath {
        let beat = "mod(max(t-\(first),0),\(60 / tempo))"
        let half = "mod(max(t-\(first),0),\(30 / tempo))"
        let bar = "floor(max(t-\(first),0)/\(240 / tempo))"
        let full = "(0.35+0.65*gte(t,\(drop - 0.001)))"
        let sounding = "gte(t,\(first))"
        let kick = "\(sounding)*\(full)*0.6*sin(2*PI*(52*\(beat)+2.1*(1-exp(-33*\(beat)))))*exp(-\(beat)*16)"
        let hat = "\(sounding)*0.12*(2*random(0)-1)*exp(-\(half)*60)"
        let bass = "gte(t,\(drop - 0.001))*0.2*sin(2*PI*(55+10*mod(\(bar),2))*t)*min(1,\(half)*200)*exp(-\(half)*3)"
        let chord = "0.04*(sin(2*PI*(220+20*mod(\(bar),3))*t)+sin(2*PI*(277+20*mod(\(bar),3))*t))"
        let name = "music-\(Int(tempo)).mp4"
        try await shop.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=90x160:r=30",
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='\(kick)+\(hat)+\(bass)+\(chord)':s=48000",
            "-t",
            "10",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-c:a",
            "aac",
            "-b:a",
            "160k",
            name
        )
        return shop.path(name)
    }

    @Test(
        "beats of music are within 20 ms, the drop on its downbeat",
        arguments: [(96.0, 0.0), (118, 0.137), (132, 0.31)]
    )
    func music(tempo: Double, first: Double) async throws {
        let shop = try MediaWorkshop.require()
        let period = 60 / tempo
        let drop = first + 8 * period
        let video = try await video(shop, tempo: tempo, first: first, drop: drop)
        let result = try await shop.analyst.analyse(video)
        #expect(abs(result.tempo - tempo) < 0.3)
        #expect(result.beats.count >= Int((10 - first) / period) - 1)
        let misses = result.beats.map { beat in
            let position = (beat - first) / period
            return (position - position.rounded()) * period
        }
        #expect(misses.allSatisfy { abs($0) < 0.02 }, "off by \(misses.map { Int($0 * 1000) }) ms")
        #expect(abs(misses.reduce(0, +) / Double(misses.count)) < 0.006, "aubio's lead is calibrated")
        #expect(abs(result.drop - drop) < 0.02)
        #expect(result.confidence > 0.6)
        #expect(result.hasSound)
        #expect(try shop.leftovers().isEmpty)
    }

    @Test("noise gives low confidence; silence and no sound give a guess", arguments: ["noise", "silence", "none"])
    func nothingToHear(kind: String) async throws {
        let shop = try MediaWorkshop.require()
        let sound = kind == "noise" ? "anoisesrc=a=0.2:seed=4" : "anullsrc=r=48000"
        try await shop.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "color=gray:s=90x160:r=30",
            "-f",
            "lavfi",
            "-i",
            sound,
            "-t",
            "5",
            "-map",
            "0:v",
            kind == "none" ? "-an" : "-shortest",
            "-map",
            "1:a",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "\(kind).mp4"
        )
        let result = try await shop.analyst.analyse(shop.path("\(kind).mp4"))
        #expect(result.confidence < 0.5)
        #expect(result.hasSound == (kind == "noise"))
        #expect(!result.beats.isEmpty)
        if kind != "noise" {
            #expect(result.confidence <= 0.2)
            #expect(result.tempo == 120)
        }
    }
}
