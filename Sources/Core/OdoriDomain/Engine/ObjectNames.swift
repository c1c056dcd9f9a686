/// Where files lie. All names are made here.
package struct ObjectNames: Sendable {
    /// `anime_dance` unless configured.
    package let prefix: String

    package init(prefix: String) {
        self.prefix = prefix
    }

    /// - Throws: `internal_error` when a part holds what no object name may hold.
    private func name(_ path: String) throws(OdoriError) -> ObjectName {
        guard let name = ObjectName(rawValue: "\(prefix)/\(path)") else {
            throw OdoriError(.internalError, "no object can be named \(prefix)/\(path)")
        }
        return name
    }

    /// A working file: deleted after 7 days.
    package func working(
        _ run: RunID, stage: StageID, generation: Int, role: String, suffix: String
    ) throws(OdoriError) -> ObjectName {
        try name("tmp/\(run.job)/\(run.slot.name)/\(stage)_\(role)_g\(generation).\(suffix)")
    }

    /// What the names of all of a job's working files begin with.
    package func working(of job: JobID) throws(OdoriError) -> String {
        "\(try name("tmp/\(job)/x"))".dropLast().description
    }

    /// A reference's video as its owner uploaded it.
    package func upload(_ reference: ReferenceID) throws(OdoriError) -> ObjectName {
        try name("references/\(reference)/original")
    }

    /// A file made of a reference: `video.mp4`, `first.png`, …
    package func reference(_ id: ReferenceID, file: String) throws(OdoriError) -> ObjectName {
        try name("references/\(id)/\(file)")
    }

    /// What the names of all of a reference's files begin with.
    package func references(of id: ReferenceID) throws(OdoriError) -> String {
        "\(try reference(id, file: "x"))".dropLast().description
    }

    /// A character's anime image.
    package func image(_ character: CharacterID) throws(OdoriError) -> ObjectName {
        try name("characters/\(character).png")
    }

    /// The same character as somebody in costume.
    package func cosplay(_ character: CharacterID) throws(OdoriError) -> ObjectName {
        try name("characters/\(character)_cosplay.png")
    }

    /// - Parameter take: tells dances on the same reference apart; 0 for the first, which carries no number.
    package func dance(
        _ character: CharacterID, on reference: ReferenceID, take: Int
    ) throws(OdoriError) -> ObjectName {
        try name("dances/dance_\(character)_on_\(reference)\(take == 0 ? "" : "_take\(take)").mp4")
    }

    /// A dance in another outfit: there is one of each, so it carries no take.
    package func variantDance(
        _ character: CharacterID, _ outfit: Outfit, on reference: ReferenceID
    ) throws(OdoriError) -> ObjectName {
        try name("dances/dance_\(character)_\(outfit.rawValue)_on_\(reference).mp4")
    }

    /// What the names begin with of a character's remixes and of all that stands beside them.
    package func remixes(of character: CharacterID) throws(OdoriError) -> String {
        "\(try remix(character, file: "x"))".dropLast().description
    }

    /// A remix, deliverable, report, poster or contact sheet.
    package func remix(_ character: CharacterID, file: String) throws(OdoriError) -> ObjectName {
        try name("remixes/\(character)/\(file)")
    }
}
