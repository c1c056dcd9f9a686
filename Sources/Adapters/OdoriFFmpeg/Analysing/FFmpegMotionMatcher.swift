package import OdoriDomain
import OdoriPorts
package import SystemPackage

/// Compares what moves when in two videos, read small and grey.
package struct FFmpegMotionMatcher: MotionMatcher {
    private let reader: MotionReader

    /// - Parameter scratch: where directories for files in between are made.
    package init(scratch: FilePath) {
        reader = MotionReader(tool: FFmpegTool(), scratch: scratch)
    }

    package func match(_ dance: FilePath, to reference: FilePath) async throws -> MotionMatch {
        MotionMatch(of: try await reader.read(dance).values, in: try await reader.read(reference).values)
    }
}
