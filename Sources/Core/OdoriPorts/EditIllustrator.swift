package import SystemPackage

/// Pictures that show an editor at a glance what was made, and why.
package protocol EditIllustrator: Sendable {
    /// A video's pictures in a row, and below them its sound with beats, cuts and drop marked, as PNG.
    ///
    /// - Parameter contactSheet: of the same video, as `MediaComposer.inspect` takes it.
    func timeline(
        of video: FilePath, contactSheet: FilePath, marks: TimelineMarks, into file: FilePath
    ) async throws

    /// The first seconds, small, without sound and without end, as WebP.
    func preview(of video: FilePath, into file: FilePath) async throws
}

/// What is marked in a timeline; seconds of the video.
package struct TimelineMarks: Sendable, Hashable {
    package var seconds: Double
    package var beats: [Double]
    package var cuts: [Double]
    package var drop: Double?

    package init(seconds: Double, beats: [Double], cuts: [Double], drop: Double?) {
        self.seconds = seconds
        self.beats = beats
        self.cuts = cuts
        self.drop = drop
    }
}
