import ArgumentParser
import Foundation
import OdoriConsole
import OdoriDomain
import OdoriPorts
import SystemPackage

/// Says what the edit hears in a sound.
struct BeatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "beats",
        abstract: "Find tempo, beats and drop of songs or videos, as the edit does. No server is needed."
    )

    @Argument(help: "Sound or video files; of a song longer than half a minute, the beats around its drop.")
    var files: [String]

    @Flag(help: "Print everything that was found, as JSON.")
    var json = false

    /// What was heard in a file.
    private struct Heard: Encodable {
        var file: String
        var analysis: DanceAnalysis
    }

    func run() async throws {
        let scratch = EditCommand.scratch
        defer { try? FileManager.default.removeItem(atPath: scratch.string) }
        let analyst = OdoriAssembly.musicAnalyst(scratch: scratch)
        var heard: [Heard] = []
        for file in files {
            do {
                let analysis = try await analyst.analyse(song: Installation.absolute(file)).analysis
                heard.append(Heard(file: file, analysis: analysis))
                if !json { print(EditSummary.line(of: analysis, in: FilePath(file))) }
            } catch let error as OdoriError where error.code == .mediaInvalid {
                throw EditProblem(file, error.message)
            }
        }
        guard json else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        printJSON(try encoder.encode(heard))
    }
}
