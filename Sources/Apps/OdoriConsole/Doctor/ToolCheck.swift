import OdoriDomain
package import OdoriProcess

/// A program or file that the worker needs on this machine.
package struct ToolCheck: Sendable, Hashable {
    package var name: String
    /// Asks the program for its version.
    package var arguments: [String]
    /// Debian's package that brings it.
    package var debianPackage: String

    package init(name: String, arguments: [String], debianPackage: String) {
        self.name = name
        self.arguments = arguments
        self.debianPackage = debianPackage
    }

    /// Every program that a stage or the demo runs.
    package static let all: [ToolCheck] = [
        ToolCheck(name: "ffmpeg", arguments: ["-version"], debianPackage: "ffmpeg"),
        ToolCheck(name: "ffprobe", arguments: ["-version"], debianPackage: "ffmpeg"),
        ToolCheck(name: "aubio", arguments: ["--version"], debianPackage: "aubio-tools"),
        ToolCheck(name: "fluidsynth", arguments: ["--version"], debianPackage: "fluidsynth"),
    ]

    /// Files that a stage reads, with the package that brings them.
    package static let files: [(name: String, path: String, debianPackage: String)] = [
        ("soundfont", "/usr/share/sounds/sf2/TimGM6mb.sf2", "timgm6mb-soundfont")
    ]

    /// The first line that the program says of itself, nil when it is not there or does not work.
    package func version(_ tools: ToolRunner = ToolRunner()) async throws -> String? {
        do {
            let output = try await tools.run(ToolCommand(name, arguments, timeLimit: .seconds(10)))
            let text = output.output.isEmpty ? output.errorTail : output.output
            return text.split(separator: "\n").first.map(String.init) ?? "installed"
        } catch let error as OdoriError where error.code != .cancelled {
            return nil
        }
    }
}
