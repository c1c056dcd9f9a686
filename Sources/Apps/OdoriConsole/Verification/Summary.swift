package import Foundation

/// `summary.json`: what a demo made, for machines to check. Members that do not apply are null.
package struct Summary: Encodable, Sendable {
    package var jobID: String
    /// From the order to the job's end.
    package var seconds: Double
    package var characters: [Character]

    package init(jobID: String, seconds: Double, characters: [VerifiedCharacter]) {
        self.jobID = jobID
        self.seconds = (seconds * 1000).rounded() / 1000
        self.characters = characters.map { Character($0) }
    }

    /// The document's bytes, readable for people too.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    package struct Character: Encodable, Sendable {
        package var characterID: String
        package var name: String
        package var files: [File]

        init(_ character: VerifiedCharacter) {
            characterID = character.characterID
            name = character.name
            files = character.files.map { File($0) }
        }

        private enum CodingKeys: String, CodingKey {
            case name, files
            case characterID = "character_id"
        }
    }

    package struct File: Encodable, Sendable {
        private let file: VerifiedFile

        init(_ file: VerifiedFile) {
            self.file = file
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            let facts = file.facts
            // Encoded one by one, because what does not apply must show as null.
            try container.encode(file.output.kind, forKey: .kind)
            try container.encode(file.output.type, forKey: .type)
            try container.encode(file.path, forKey: .path)
            try container.encode(facts.bytes, forKey: .bytes)
            try container.encode(facts.sha256, forKey: .sha256)
            try container.encode(facts.width, forKey: .width)
            try container.encode(facts.height, forKey: .height)
            try container.encode(facts.fps, forKey: .fps)
            try container.encode(facts.duration, forKey: .duration)
            try container.encode(facts.codec, forKey: .codec)
            try container.encode(facts.profile, forKey: .profile)
            try container.encode(facts.lufs, forKey: .lufs)
            try container.encode(facts.dbtp, forKey: .dbtp)
        }

        private enum CodingKeys: String, CodingKey {
            case kind, type, path, bytes, sha256, width, height, fps, duration, codec, profile, lufs, dbtp
        }
    }

    private enum CodingKeys: String, CodingKey {
        case seconds, characters
        case jobID = "job_id"
    }
}
