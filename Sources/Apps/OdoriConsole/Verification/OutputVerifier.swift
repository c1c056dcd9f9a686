import Foundation
package import OdoriDomain
package import SystemPackage

/// A file that exists and was measured.
package struct VerifiedFile: Sendable, Hashable {
    package var output: Output
    /// Relative to the data directory.
    package var path: String
    package var facts: FileFacts

    package init(output: Output, path: String, facts: FileFacts) {
        self.output = output
        self.path = path
        self.facts = facts
    }
}

/// A character's files and what is wrong with them.
package struct VerifiedCharacter: Sendable, Hashable {
    package var characterID: String
    package var name: String
    package var files: [VerifiedFile]
    /// Empty when every promised output is there and is what it should be.
    package var problems: [String]

    package init(characterID: String, name: String, files: [VerifiedFile], problems: [String]) {
        self.characterID = characterID
        self.name = name
        self.files = files
        self.problems = problems
    }
}

/// Looks at every output of a character in an embedded data directory, from the final bytes.
package struct OutputVerifier: Sendable {
    private let dataDirectory: FilePath
    private let probe: FileProbe

    package init(dataDirectory: FilePath, probe: FileProbe = FileProbe()) {
        self.dataDirectory = dataDirectory
        self.probe = probe
    }

    /// Measures one character's outputs. What cannot be read is a problem, not an error.
    package func verify(_ character: CharacterResult) async throws -> VerifiedCharacter {
        var files: [VerifiedFile] = []
        var problems = character.missingOutputs
        for output in character.outputs {
            do {
                let file = try await measure(output)
                files.append(file)
                problems += OutputRules.problems(of: output, file.facts, loudnessLimited: isLimited(output))
            } catch let error as CancellationError {
                throw error
            } catch {
                problems.append("\(output.title) \(output.url): \(error)")
            }
        }
        problems += OutputRules.samePackets(files)
        return VerifiedCharacter(
            characterID: character.characterID.rawValue,
            name: character.name,
            files: files,
            problems: problems
        )
    }

    private func measure(_ output: Output) async throws -> VerifiedFile {
        guard let object = output.object else { throw ClientProblem("is not a gs:// URL") }
        let path = "objects/\(object)"
        let facts = try await probe.facts(of: dataDirectory.appending(path), isVideo: output.kind.isVideo)
        return VerifiedFile(output: output, path: path, facts: facts)
    }

    /// A deliverable's own report may say that the loudness asked for was out of reach.
    private func isLimited(_ output: Output) -> Bool {
        guard let report = output.report,
            let object = Output(output.kind, url: report).object,
            let bytes = FileManager.default.contents(atPath: dataDirectory.appending("objects/\(object)").string),
            let read = try? JSONDecoder().decode(DeliverableReport.self, from: bytes)
        else { return false }
        return read.loudnessLimited
    }
}
