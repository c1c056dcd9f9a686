import OdoriDomain
import OdoriPorts
import SystemPackage

/// The media edit: what it makes says what it was made of, and a spoilt file is found by inspection alone.
struct SimulatedMediaComposer: MediaComposer {
    let craft: Craft

    static let facts = MediaFacts(
        width: Frame.width, height: Frame.height, fps: 30, duration: 10, codec: "h264", profile: "High",
        hasAudio: true)

    func probe(_ video: FilePath) async throws -> MediaFacts { Self.facts }

    func normalise(_ video: FilePath, into output: FilePath, firstFrame: FilePath) async throws -> MediaFacts {
        try await craft.work(.edit, upTo: .seconds(3)) {
            craft.files.write("normalised", to: output)
            craft.files.write("first frame", to: firstFrame)
            return Self.facts
        }
    }

    func remix(_ order: RemixOrder, into file: FilePath, progress: @Sendable (Double) async -> Void) async throws {
        await progress(0.5)
        try await craft.work(.edit, upTo: .seconds(2)) {
            let sound = try order.sound.map { try craft.files.read($0) } ?? "silent"
            let text = Fingerprint.of("remix", try pictures(order.plan, order.clips), sound)
            craft.files.write(craft.made(text), to: file)
        }
    }

    func master(
        _ order: MasterOrder, into file: FilePath, progress: @Sendable (Double) async -> Void
    ) async throws -> MasterSound {
        await progress(0.5)
        return try await craft.work(.edit, upTo: .seconds(3)) {
            let marks = order.stickers.map { [$0.chibi, $0.name] } ?? []
            let text = Fingerprint.of(
                "master", try pictures(order.plan, order.clips), try craft.files.read(order.score.file),
                try marks.map { try craft.files.read($0) }.joined())
            craft.files.write(craft.made(text), to: file)
            return MasterSound(loudnessLimited: false)
        }
    }

    func soundtrack(_ order: SoundtrackOrder, into file: FilePath) async throws -> MasterSound {
        try await craft.work(.edit, upTo: .seconds(2)) {
            let sound: FilePath =
                switch order.sound {
                case .score(let placement): placement.file
                case .original(let file, _): file
                }
            let text = Fingerprint.of("version", try craft.files.read(order.video), try craft.files.read(sound))
            craft.files.write(craft.made(text), to: file)
            return MasterSound(loudnessLimited: false)
        }
    }

    func inspect(
        _ file: FilePath, as kind: InspectionKind, stills: StillsOrder?
    ) async throws -> DeliverableReport {
        if let stills {
            try await craft.work(.edit, upTo: .seconds(1)) {
                let text = try craft.files.read(file)
                try craft.files.writePicture(Fingerprint.of("poster", text), to: stills.poster)
                craft.files.write(Fingerprint.of("sheet", text), to: stills.contactSheet)
            }
        }
        return try await craft.work(.edit, upTo: .milliseconds(200)) {
            let isSpoilt = try craft.files.read(file).hasPrefix(Craft.spoilt)
            return DeliverableReport(
                media: Self.facts, bytes: 1, sha256: "", audioCodec: "aac", audioProfile: "LC",
                audioSampleRate: 48_000, audioChannels: 2, pixelFormat: "yuv420p", colour: "bt709",
                constantFrameRate: true, longestGOPSeconds: 1, moovFirst: true, lufs: -14, dbtp: -1.5,
                longestBlackSeconds: 0, longestFrozenSeconds: 0, audioStartOffset: 0,
                problems: isSpoilt ? ["the picture is frozen"] : [])
        }
    }

    private func pictures(_ plan: EditPlan, _ clips: [StageID: FilePath]) throws -> String {
        try plan.segments.map { segment in
            let clip = try clips[segment.clip].map { try craft.files.read($0) } ?? "none"
            return "\(segment.clip) \(segment.sourceStart) \(segment.length) \(clip)"
        }.joined(separator: "|")
    }
}
