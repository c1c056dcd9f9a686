package import OdoriDomain
package import OdoriPorts
package import SystemPackage

/// An edit of files on this machine: dances to one video.
package struct EditOrder: Sendable {
    /// The takes of one motion, in the order they are shown.
    package var dances: [FilePath]
    /// More takes of it: each gets a remix of its own, between two parts of the first dance.
    package var variants: [FilePath]
    /// What is heard; nil = the reference's own sound.
    package var music: FilePath?
    /// Whose sound and beats the dances follow; nil = the first dance.
    package var reference: FilePath?
    package var stickers: MasterOrder.Stickers?
    /// A picture for the top left.
    package var logo: FilePath?
    /// A line of text.
    package var caption: String?
    package var transition: Transition
    package var beats: BeatSource
    /// A light impact sound on each cut of the deliverable.
    package var impacts: Bool
    /// The version without stickers too, with the reference's sound.
    package var remix: Bool
    /// The deliverable with the music alone, and with the reference's sound, too.
    package var soundtracks: Bool
    /// The first seconds as a small moving picture too.
    package var preview: Bool
    /// A directory for everything that is made.
    package var out: FilePath

    package init(dances: [FilePath], out: FilePath) {
        self.dances = dances
        self.out = out
        variants = []
        transition = .standard
        beats = .music
        impacts = true
        remix = true
        soundtracks = true
        preview = false
    }

    /// What is heard in the dance: where its beats, its drop and its own sound come from.
    var motion: FilePath? { reference ?? dances.first }

    /// Every clip with the option that named it.
    var clips: [(option: String, file: FilePath)] {
        dances.map { ("--dances", $0) } + variants.map { ("--variants", $0) }
    }
}

/// Whose beats the cuts fall on.
package enum BeatSource: String, Sendable, CaseIterable, Codable {
    case music, dance
}

/// What is wrong with an argument of an edit.
package struct EditProblem: Error, Hashable, CustomStringConvertible {
    /// As it was given, e.g. `--dances b.mp4`.
    package var argument: String
    package var reason: String

    package init(_ argument: String, _ reason: String) {
        self.argument = argument
        self.reason = reason
    }

    package var description: String { "\(argument): \(reason)" }
}
