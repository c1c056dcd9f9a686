import OdoriDomain
import OdoriScratch
import SystemPackage

extension AubioDanceAnalyst {
    /// What is seen of a dance's rhythm.
    func watch(_ video: FilePath, seconds: Double) async throws -> DanceAnalysis {
        Self.analysis(try await MotionReader(tool: tool, scratch: scratch).read(video), seconds: seconds)
    }

    /// The analysis of what moves.
    static func analysis(_ energy: MotionEnergy, seconds: Double) -> DanceAnalysis {
        let rests = MotionRests(energy)
        let grids = TempoSearch.candidates(rests.accents(seconds: seconds)).map { candidate in
            let grid = BeatGrid(candidate, onsets: rests.times, seconds: seconds, precision: BeatGrid.ofPictures)
            return (grid: grid, score: candidate.score * (0.5 + grid.confidence))
        }
        guard let best = grids.max(by: { $0.score < $1.score })?.grid, best.confidence > 0 else {
            return guess(seconds: seconds)
        }
        let beats = best.beats(seconds: seconds)
        let structure = DanceStructure(beats: beats, low: energy.levels(seconds: seconds), seconds: seconds)
        return DanceAnalysis(
            tempo: best.tempo, beats: beats, downbeats: structure.downbeats, sections: structure.sections,
            drop: structure.drop, confidence: best.confidence, hasSound: false, basis: .motion,
            dropConfidence: structure.dropConfidence)
    }
}

/// Reads how much moves in a video.
struct MotionReader: Sendable {
    let tool: FFmpegTool
    let scratch: FilePath

    func read(_ video: FilePath) async throws -> MotionEnergy {
        try await withScratchDirectory(in: scratch, prefix: "watch") { directory in
            let raw = directory.appending("grey.raw")
            try await tool.run(Self.grey(video, into: raw))
            var energy = MotionEnergy()
            try FileBytes.eachPiece(of: raw) { energy.add($0) }
            return energy
        }
    }

    /// Small grey pictures, thirty a second, as long as a reference is read.
    static func grey(_ video: FilePath, into raw: FilePath) -> FFmpegCommand {
        let (width, height) = MotionEnergy.size
        return FFmpegCommand(
            inputs: [
                .init(video, options: ["-threads", "2", "-t", "\(Int(Frame.longestReferenceSeconds))"])
            ],
            graph: ["[0:v:0]fps=\(Frame.rate):start_time=0,scale=\(width):\(height):flags=area,format=gray[v]"],
            output: ["-map", "[v]", "-f", "rawvideo", InputGuard.address(of: raw)])
    }
}
