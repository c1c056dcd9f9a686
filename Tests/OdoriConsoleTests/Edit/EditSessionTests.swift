import OdoriJSON
import Foundation
import OdoriDomain
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Synchronization
import SystemPackage
import Testing

@testable import OdoriConsole

@Suite("An edit of files")
struct EditSessionTests {
    /// Hears a beat every half second in everything, and refuses what is called broken.
    private struct Ear: DanceAnalyst, MusicAnalyst, EditIllustrator {
        func analyse(_ video: FilePath) async throws -> DanceAnalysis { try heard(video, drop: 4) }

        func analyse(song: FilePath) async throws -> HeardTrack {
            HeardTrack(analysis: try heard(song, drop: 20), duration: 60)
        }

        private func heard(_ file: FilePath, drop: Double) throws -> DanceAnalysis {
            if file.string.contains("broken") { throw OdoriError(.mediaInvalid, "the file has no sound") }
            return DanceAnalysis(
                tempo: 120, beats: Array(stride(from: 0.0, to: 60, by: 0.5)), downbeats: [], sections: [], drop: drop,
                confidence: 0.9, hasSound: true)
        }

        func timeline(
            of video: FilePath, contactSheet: FilePath, marks: TimelineMarks, into file: FilePath
        ) async throws {
            try file.write("cuts \(marks.cuts.count), drop \(marks.drop ?? -1)")
        }

        func preview(of video: FilePath, into file: FilePath) async throws { try file.write("preview") }
    }

    private func session() -> EditSession {
        EditSession(media: PretendMediaComposer(), dances: Ear(), songs: Ear(), illustrator: Ear())
    }

    private func order(in directory: FilePath, _ change: (inout EditOrder) -> Void = { _ in }) -> EditOrder {
        var order = EditOrder(dances: ["/a.mp4", "/b.mp4", "/c.mp4"], out: directory)
        order.music = "/song.mp3"
        change(&order)
        return order
    }

    @Test("everything is made, cut on beats, and said in edit.json")
    func whole() async throws {
        try await withTemporaryDirectory { directory in
            let lines = Mutex<[String]>([])
            let order = order(in: directory) {
                $0.stickers = .init(chibi: "/chibi.png", name: "/name.png")
                $0.variants = ["/red.mp4"]
                $0.preview = true
            }
            let summary = try await session().run(order) { news in
                if case .line(let line) = news { lines.withLock { $0.append(line) } }
            }
            #expect(
                summary.files.map(\.path) == [
                    "remix_full.mp4", "remix_red.mp4", "watermarked.mp4", "kpop_soundtrack.mp4", "orig_soundtrack.mp4",
                    "poster.png", "contact_sheet.png", "timeline.png", "preview.webp",
                ])
            #expect(summary.files.allSatisfy { directory.appending($0.path).exists })
            #expect(summary.isGood)
            #expect(summary.cuts.map(\.to) == ["b.mp4", "c.mp4"])
            #expect(summary.cuts.allSatisfy { abs($0.fromBeat ?? 1) <= 0.017 })
            #expect(summary.music?.offset == -16)
            #expect(
                try directory.appending("remix_red.mp4").read() == "remix [\"dance_0\", \"dance_3\", \"dance_0\"]")
            #expect(try directory.appending("timeline.png").read() == "cuts 2, drop 4.0")
            let said = try JSONDecoder().decode(
                JSONValue.self, from: Data(try directory.appending("edit.json").read().utf8))
            #expect(said["transition"] == .string("zoom_slam"))
            #expect(lines.withLock { $0.count } == 3)
            #expect(summary.lines.first?.hasPrefix("file") == true)
        }
    }

    @Test("without music the dance's own sound is heard, and there is one version of it")
    func ownSound() async throws {
        try await withTemporaryDirectory { directory in
            let order = order(in: directory) {
                $0.music = nil
                $0.remix = false
            }
            let summary = try await session().run(order) { _ in }
            #expect(summary.music == nil)
            let videos = summary.files.filter { $0.report != nil }.map(\.path)
            #expect(videos == ["clean.mp4", "orig_soundtrack.mp4"])
        }
    }

    @Test(
        "a file that is no use is named with its argument",
        arguments: [
            ("--dances /broken.mp4", { @Sendable (order: inout EditOrder) in order.dances[0] = "/broken.mp4" }),
            ("--music /broken.mp3", { @Sendable (order: inout EditOrder) in order.music = "/broken.mp3" }),
        ] as [(String, @Sendable (inout EditOrder) -> Void)])
    func blame(argument: String, change: @Sendable (inout EditOrder) -> Void) async throws {
        try await withTemporaryDirectory { directory in
            let problem = await #expect(throws: EditProblem.self) {
                try await session().run(order(in: directory, change)) { _ in }
            }
            #expect(problem?.argument == argument)
            #expect(problem?.description == "\(argument): the file has no sound")
        }
    }
}
