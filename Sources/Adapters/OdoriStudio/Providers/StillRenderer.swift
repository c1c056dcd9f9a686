import Foundation
import OdoriDomain
import OdoriProcess
import OdoriScratch
import SystemPackage

/// Turns drawings into PNG files with ffmpeg's librsvg.
struct StillRenderer: Sendable {
    let tools: ToolRunner

    /// Renders a document at its own size, whole or not at all.
    ///
    /// - Parameter grain: adds the grain of film, always the same.
    func render(_ document: String, grain: Bool = false, into file: FilePath) async throws {
        try await withScratchDirectory(in: file.removingLastComponent(), prefix: "still") { scratch in
            try write(document, to: scratch.appending("still.svg"))
            let filter = grain ? ["-vf", "noise=all_seed=7:all_strength=7:all_flags=u"] : []
            let arguments =
                ["-nostdin", "-v", "error", "-y", "-c:v", "librsvg", "-i", "still.svg"] + filter + [
                    "-frames:v", "1", "-pix_fmt", "rgb24", "-c:v", "png", "-f", "image2", "-update", "1", "-fflags",
                    "+bitexact",
                    "still.png",
                ]
            _ = try await tools.run(ToolCommand("ffmpeg", arguments, in: scratch, timeLimit: .seconds(120)))
            try Files.move(scratch.appending("still.png"), to: file)
        }
    }

    private func write(_ text: String, to file: FilePath) throws {
        try Files.write(Data(text.utf8), to: file)
    }
}
