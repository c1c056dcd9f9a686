import ArgumentParser
import Foundation
import OdoriConsole
import OdoriDomain
import OdoriPorts
import SystemPackage

extension BeatSource: ExpressibleByArgument {}
extension VideoEncoder: ExpressibleByArgument {}

/// The whole edit of files that are already there.
struct EditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Cut dances of one's own to music: beat-matched, watermarked, measured. No server is needed.",
        discussion: """
            The dances show the same motion, each in another outfit; the video changes from one to the next at the same time \
            code, on a beat. They may have any size, rate and codec; of each, the first fifteen seconds are used. Everything \
            that is shown is decoded once and encoded once.

            The music's drop is laid on the dance's drop, and its loudness brought to −14 LUFS at no more than −1 dBTP.

            In the directory of --out: watermarked.mp4 (clean.mp4 without stickers), kpop_soundtrack.mp4 (the music without the \
            impacts on the cuts) and orig_soundtrack.mp4 (the dance's own sound), all with the same video packets; remix_full.mp4 \
            without stickers; poster.png, contact_sheet.png, timeline.png (pictures and sound with beats, drop and cuts marked); and edit.json, which says what was cut where and why, with the \
            report of each file. Status 0 only when every report is clean.

            odori edit --dances a.mp4 b.mp4 c.mp4 --music song.mp3 --stickers chibi.png name.png --out edit
            """
    )

    @Option(
        parsing: .upToNextOption, help: "The takes, in the order they are shown: one to nine videos.",
        completion: .file())
    var dances: [String]

    @Option(
        parsing: .upToNextOption,
        help:
            "More takes: each gets a remix of its own, remix_<file's name>.mp4, between two parts of the first dance.",
        completion: .file())
    var variants: [String] = []

    @Option(help: "What is heard: a sound file. Without it, the dance's own sound.", completion: .file())
    var music: String?

    @Option(help: "Whose sound and beats the dances follow; the first dance unless given.", completion: .file())
    var reference: String?

    @Option(
        parsing: .upToNextOption,
        help: "Two pictures on green: the one for the bottom left, the one for the top right.",
        completion: .file())
    var stickers: [String] = []

    @Option(help: "A picture for the top left.", completion: .file())
    var logo: String?

    @Option(help: "A line of text, in any language that this machine has a font for.")
    var caption: String?

    @Option(help: "How one take gives way to the next.")
    var transition = Transition.standard

    @Option(help: "Whose beats the cuts fall on.")
    var beats = BeatSource.music

    @Flag(inversion: .prefixedNo, help: "Lay a light impact sound on each cut.")
    var impacts = true

    @Flag(inversion: .prefixedNo, help: "Make the version without stickers too.")
    var remix = true

    @Flag(inversion: .prefixedNo, help: "Make the two soundtrack versions too.")
    var soundtracks = true

    @Flag(inversion: .prefixedNo, help: "Make preview.webp too: the first seconds, small, over and over.")
    var preview = false

    @Option(help: "What encodes: the processor, or graphics by VAAPI or of NVIDIA. Nothing else takes its place.")
    var encoder = VideoEncoder.software

    @Option(help: "The directory for what is made; made if missing.", completion: .directory)
    var out: String

    @Flag(help: "Print edit.json, and nothing else.")
    var json = false

    private static let mostDances = 9

    func validate() throws {
        guard (1...Self.mostDances).contains(dances.count) else {
            throw ValidationError("--dances takes one to \(Self.mostDances) videos, not \(dances.count).")
        }
        guard stickers.isEmpty || stickers.count == 2 else {
            throw ValidationError("--stickers takes two pictures, not \(stickers.count).")
        }
        for (option, files) in [
            ("--dances", dances), ("--variants", variants), ("--music", music.map { [$0] } ?? []),
            ("--reference", reference.map { [$0] } ?? []), ("--stickers", stickers),
            ("--logo", logo.map { [$0] } ?? []),
        ] {
            for file in files where !Self.isFile(file) {
                throw ValidationError("\(option) \(file): there is no such file.")
            }
        }
        let names = variants.map { URL(filePath: $0).deletingPathExtension().lastPathComponent }
        guard Set(names + ["full"]).count == names.count + 1 else {
            throw ValidationError(
                "--variants must have different names, none of them \"full\": their remixes are named after them.")
        }
    }

    func run() async throws {
        let directory = Installation.absolute(out)
        do {
            try FileManager.default.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
        } catch {
            throw ValidationError("--out \(out): \(error.localizedDescription)")
        }
        let scratch = Self.scratch
        defer { try? FileManager.default.removeItem(atPath: scratch.string) }
        let board = EditBoard(isQuiet: json)
        let order = order(into: directory)
        let summary = try await untilInterrupted {
            try await OdoriAssembly.editSession(scratch: scratch, encoder: encoder).run(order) { board.hear($0) }
        }
        board.settle()
        guard let summary else {
            board.print("stopped")
            throw ExitCode(130)
        }
        if json {
            printJSON(try summary.json())
        } else {
            ([""] + summary.lines + ["", "in \(directory)"]).forEach { board.print($0) }
        }
        guard summary.isGood else { throw ExitCode.failure }
    }

    private func order(into directory: FilePath) -> EditOrder {
        var order = EditOrder(dances: dances.map { Installation.absolute($0) }, out: directory)
        order.variants = variants.map { Installation.absolute($0) }
        order.music = music.map { Installation.absolute($0) }
        order.reference = reference.map { Installation.absolute($0) }
        if stickers.count == 2 {
            order.stickers = .init(chibi: Installation.absolute(stickers[0]), name: Installation.absolute(stickers[1]))
        }
        order.logo = logo.map { Installation.absolute($0) }
        order.caption = caption
        order.preview = preview
        order.transition = transition
        order.beats = beats
        order.impacts = impacts
        order.remix = remix
        order.soundtracks = soundtracks
        return order
    }

    /// A directory of this process alone.
    static var scratch: FilePath {
        FilePath(NSTemporaryDirectory()).appending("odori-edit-\(ProcessInfo.processInfo.processIdentifier)")
    }

    private static func isFile(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory.boolValue
    }
}
