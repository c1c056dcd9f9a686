import Foundation
package import OdoriDomain
package import OdoriPorts
import Synchronization
package import SystemPackage

/// Writes a concept whose name counts candidates.
package struct PretendConceptWriter: ConceptWriter {
    private let age: Int

    package init(age: Int = 24) {
        self.age = age
    }

    package var terms: CallTerms { .free("pretend") }

    package func write(_ brief: ConceptBrief) async throws -> Priced<ConceptDraft> {
        let look = Concept.Look(
            seed: brief.seed, hairStyle: "bob", hairColour: "#112233", eyeColour: "#445566", skinColour: "#ffe0d0",
            palette: ["#101010", "#202020", "#303030"])
        let concept = Concept(
            name: "Mio Test \(brief.seed % 1000) \(brief.candidate)", age: age, personality: "calm", look: look,
            outfit: "a coat", setting: "a stage", danceMood: "bright", caption: "hello", hashtags: ["#dance"])
        return Priced(
            ConceptDraft(concept, origin: Origin(provider: "pretend", model: "none", promptHash: "\(brief.seed)")))
    }
}

/// Draws nothing but a PNG's header, of the right size.
package struct PretendImageGenerator: ImageGenerator {
    package let terms: CallTerms

    package init(terms: CallTerms = .free("pretend")) {
        self.terms = terms
    }

    package func draw(_ order: ImageOrder, into file: FilePath) async throws -> Priced<Origin> {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let header: [UInt8] = [0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 4, 56, 0, 0, 7, 128]
        try Data(signature + header).write(to: URL(filePath: file.string))
        return Priced(Origin(provider: "pretend", model: "none", promptHash: order.concept.name))
    }
}

/// Counts what it draws, and loses the first answers about anime images.
package final class CountingImages: ImageGenerator {
    package let terms: CallTerms
    private let state: Mutex<(drawn: Int, animeImages: Int, losing: Int)>

    package init(terms: CallTerms, losing: Int = 0) {
        self.terms = terms
        state = Mutex((0, 0, losing))
    }

    package var drawn: Int { state.withLock { $0.drawn } }
    package var animeImages: Int { state.withLock { $0.animeImages } }

    package func draw(_ order: ImageOrder, into file: FilePath) async throws -> Priced<Origin> {
        let lost = state.withLock { state in
            state.drawn += 1
            guard case .animeImage = order.subject else { return false }
            state.animeImages += 1
            state.losing -= 1
            return state.losing >= 0
        }
        if lost { throw OdoriError(.answerLost, "the answer was lost", .transient) }
        return try await PretendImageGenerator().draw(order, into: file)
    }
}

/// Composes a file of one line.
package struct PretendMusicComposer: MusicComposer {
    package var terms: CallTerms { .free("pretend") }

    package init() {}

    package func compose(_ brief: MusicBrief, into file: FilePath) async throws -> Composition {
        try Data("score \(brief.seed)".utf8).write(to: URL(filePath: file.string))
        let origin = Origin(provider: "pretend", model: "none", promptHash: "\(brief.seed)")
        return Composition(tempo: 120, drop: 6, duration: 20, origin: origin)
    }
}

/// Finds the same ten seconds of 120 bpm in everything.
package struct PretendDanceAnalyst: DanceAnalyst {
    package init() {}

    package func analyse(_ video: FilePath) async throws -> DanceAnalysis { Self.analysis }

    package static let analysis = DanceAnalysis(
        tempo: 120, beats: stride(from: 0, through: 9.5, by: 0.5).map(\.self),
        downbeats: stride(from: 0, through: 8, by: 2).map(\.self),
        sections: [.init(name: "intro", start: 0, end: 4), .init(name: "drop", start: 4, end: 10)], drop: 4,
        confidence: 0.9, hasSound: true)
}

/// Brings a line of text for any source but `studio:broken`.
package struct PretendFetcher: RemoteFetcher {
    package init() {}

    package func fetch(_ source: ReferenceSource, into file: FilePath) async throws {
        if source == .studio("broken") { throw OdoriError(.referenceRejected, "the file has no video stream") }
        try Data("video".utf8).write(to: URL(filePath: file.string))
    }
}

/// Writes one line where a video would be, and finds every file good.
package struct PretendMediaComposer: MediaComposer {
    package init() {}

    private static let facts = MediaFacts(
        width: Frame.width, height: Frame.height, fps: 30, duration: 10, codec: "h264", profile: "High",
        hasAudio: true)

    package func probe(_ video: FilePath) async throws -> MediaFacts { Self.facts }

    package func normalise(
        _ video: FilePath, into output: FilePath, firstFrame: FilePath
    ) async throws -> MediaFacts {
        try write("normalised", to: output)
        try write("first frame", to: firstFrame)
        return Self.facts
    }

    package func remix(
        _ order: RemixOrder, into file: FilePath, progress: @Sendable (Double) async -> Void
    ) async throws {
        await progress(1)
        try write("remix \(order.plan.segments.map(\.clip.rawValue))", to: file)
    }

    package func master(
        _ order: MasterOrder, into file: FilePath, progress: @Sendable (Double) async -> Void
    ) async throws -> MasterSound {
        await progress(1)
        try write("master \(order.score.offset) \(order.stickers == nil ? "clean" : "marked")", to: file)
        if let bare = order.bare { try write("remix \(order.plan.segments.map(\.clip.rawValue))", to: bare.file) }
        return MasterSound(loudnessLimited: false)
    }

    package func soundtrack(_ order: SoundtrackOrder, into file: FilePath) async throws -> MasterSound {
        if case .score = order.sound { try write("score version", to: file) } else { try write("original", to: file) }
        return MasterSound(loudnessLimited: false)
    }

    private static func anyone() async throws -> Concept {
        let style = Style.all[0]
        return try await PretendConceptWriter().write(ConceptBrief(style: style, seed: 0)).value.concept
    }

    package func inspect(
        _ file: FilePath, as kind: InspectionKind, stills: StillsOrder?
    ) async throws -> DeliverableReport {
        if let stills {
            let order = ImageOrder(.animeImage, concept: try await Self.anyone(), sources: [])
            for file in [stills.poster, stills.contactSheet] {
                _ = try await PretendImageGenerator().draw(order, into: file)
            }
        }
        return DeliverableReport(
            media: Self.facts, bytes: 1, sha256: "", audioCodec: "aac", audioProfile: "LC", audioSampleRate: 48_000,
            audioChannels: 2, pixelFormat: "yuv420p", colour: "bt709", constantFrameRate: true,
            longestGOPSeconds: 1, moovFirst: true, lufs: -14, dbtp: -1.5, longestBlackSeconds: 0,
            longestFrozenSeconds: 0, audioStartOffset: 0)
    }

    private func write(_ text: String, to file: FilePath) throws {
        try Data(text.utf8).write(to: URL(filePath: file.string))
    }
}

/// Scratch directories under the system's temporary one; tells how many are left.
package final class CountingScratchSpace: ScratchSpace {
    private let open = Mutex(0)

    package init() {}

    /// Directories that exist now.
    package var left: Int { open.withLock { $0 } }

    package func withDirectory<Result: Sendable>(
        _ label: String, _ body: (FilePath) async throws -> Result
    ) async throws -> Result {
        let url = FileManager.default.temporaryDirectory.appending(path: "odori-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        open.withLock { $0 += 1 }
        defer {
            // A directory that cannot be removed stays counted, which a test sees.
            if (try? FileManager.default.removeItem(at: url)) != nil { open.withLock { $0 -= 1 } }
        }
        return try await body(FilePath(url.path))
    }
}
