import Foundation
import SystemPackage

@testable import OdoriFFmpeg

/// A song whose beats and drop are known because it was made: drum, hat, bass and chords; quiet before the drop, full from it on.
struct SyntheticSong: Sendable {
    var tempo: Double
    /// Seconds of the first beat.
    var first: Double
    /// Number of the beat on which the drop falls, a multiple of four.
    var dropBeat: Int
    var seconds: Double
    /// A short tone far above the music marks the drop, so that it can be found again whatever was done to the song.
    var isMarked = false

    var period: Double { 60 / tempo }
    var drop: Double { first + Double(dropBeat) * period }

    static let markFrequency = 13_000.0

    /// What ffmpeg computes for each sample.
    var expression: String {
        let beat = "mod(max(t-\(first),0),\(period))"
        let half = "mod(max(t-\(first),0),\(period / 2))"
        let bar = "floor(max(t-\(first),0)/\(period * 4))"
        let full = "(0.3+0.7*gte(t,\(drop - 0.0005)))"
        let sounding = "gte(t,\(first))"
        let kick = "\(sounding)*\(full)*0.5*sin(2*PI*(52*\(beat)+2.1*(1-exp(-33*\(beat)))))*exp(-\(beat)*16)"
        let hat = "\(sounding)*0.10*(2*random(0)-1)*exp(-\(half)*60)"
        let bass = "gte(t,\(drop - 0.0005))*0.2*sin(2*PI*(55+10*mod(\(bar),2))*t)*min(1,\(half)*200)*exp(-\(half)*3)"
        let chord =
            "\(full)*0.09*(sin(2*PI*(220+20*mod(\(bar),3))*t)+sin(2*PI*(277+20*mod(\(bar),3))*t)+0.6*sin(2*PI*(440+40*mod(\(bar),3))*t))"
        let mark = isMarked ? "+0.5*between(t,\(drop),\(drop + 0.004))*sin(2*PI*\(Self.markFrequency)*t)" : ""
        return "\(kick)+\(hat)+\(bass)+\(chord)\(mark)"
    }
}

extension MediaWorkshop {
    func write(_ song: SyntheticSong, to name: String) async throws -> FilePath {
        try await ffmpeg("-f", "lavfi", "-i", "aevalsrc='\(song.expression)':s=48000", "-t", "\(song.seconds)", name)
        return path(name)
    }

    /// A small video whose sound is a song: a reference, as far as its sound goes.
    func video(_ song: SyntheticSong, to name: String) async throws -> FilePath {
        try await ffmpeg(
            "-f", "lavfi", "-i", "testsrc2=s=90x160:r=30", "-f", "lavfi", "-i", "aevalsrc='\(song.expression)':s=48000",
            "-t", "\(song.seconds)", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-b:a", "160k", name)
        return path(name)
    }

    /// Seconds at which the mark begins in a file's sound, by its energy alone: nothing else up there is as loud.
    func mark(in file: FilePath) async throws -> Double? {
        let name = "mark-\(UUID().uuidString).wav"
        try await ffmpeg(
            "-i", file.string, "-map", "0:a", "-af", "highpass=f=11000,highpass=f=11000,highpass=f=11000", name)
        let samples = try await samples(of: path(name))
        guard let peak = samples.indices.max(by: { abs(samples[$0]) < abs(samples[$1]) }) else { return nil }
        let around = samples[max(0, peak - 480)...peak]
        return around.firstIndex { abs($0) > abs(samples[peak]) / 2 }.map { Double($0) / 48_000 }
    }

    /// The mean red, green and blue of every picture, read without our code.
    func colours(of video: FilePath) async throws -> [[Int]] {
        let name = "colours-\(UUID().uuidString).raw"
        try await ffmpeg(
            "-i", video.string, "-vf",
            "crop=iw/4:ih/4:iw*3/8:0,scale=1:1:flags=area:in_color_matrix=bt709,format=rgb24",
            "-f", "rawvideo", name)
        let bytes = try Data(contentsOf: URL(filePath: path(name).string)).map { Int($0) }
        return stride(from: 0, to: bytes.count - 2, by: 3).map { Array(bytes[$0..<$0 + 3]) }
    }
}
