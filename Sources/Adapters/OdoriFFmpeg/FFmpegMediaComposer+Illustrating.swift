package import OdoriPorts
package import SystemPackage

extension FFmpegMediaComposer: EditIllustrator {
    package func timeline(
        of video: FilePath, contactSheet: FilePath, marks: TimelineMarks, into file: FilePath
    ) async throws {
        try await tool.run(TimelineCommand.make(of: video, contactSheet: contactSheet, marks, into: file))
    }

    package func preview(of video: FilePath, into file: FilePath) async throws {
        try await tool.run(PreviewCommand.make(of: video, into: file))
    }
}
