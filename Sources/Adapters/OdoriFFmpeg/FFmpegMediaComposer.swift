package import OdoriDomain
package import OdoriPorts
import OdoriProcess
import OdoriScratch
package import SystemPackage

/// The media edit through the command lines of ffmpeg and ffprobe.
package struct FFmpegMediaComposer: MediaComposer {
    private let tool = FFmpegTool()
    private let scratch: FilePath

    /// - Parameter scratch: where directories for files in between are made, each for one call.
    package init(scratch: FilePath) {
        self.scratch = scratch
    }

    package func probe(_ video: FilePath) async throws -> MediaFacts {
        try await MediaProbe(tool: tool).usable(video).facts
    }

    package func normalise(_ video: FilePath, into output: FilePath, firstFrame: FilePath) async throws -> MediaFacts {
        let usable = try await MediaProbe(tool: tool).usable(video)
        do {
            try await tool.run(NormaliseCommand.make(video, usable, into: output), timeLimit: .seconds(600))
        } catch let error as OdoriError where error.code == .toolFailed {
            throw ForeignFailure.error(error, reason: "the video cannot be decoded")
        }
        let result: UsableVideo
        do {
            result = try await MediaProbe(tool: tool).usable(output)
        } catch let error as OdoriError where error.code == .mediaInvalid {
            throw OdoriError(.mediaInvalid, "less than three seconds of the video can be decoded")
        }
        try await tool.run(NormaliseCommand.firstPicture(of: output, into: firstFrame))
        return result.facts
    }

    package func remix(
        _ order: RemixOrder,
        into file: FilePath,
        progress: @Sendable (Double) async -> Void
    ) async throws {
        try await tool.run(RemixCommand.make(order, into: file), pictures: order.plan.length, progress: progress)
    }

    package func master(
        _ order: MasterOrder,
        into file: FilePath,
        progress: @Sendable (Double) async -> Void
    ) async throws -> MasterSound {
        try await withScratchDirectory(in: scratch, prefix: "master") { directory in
            let seconds = Frame.seconds(at: order.plan.length)
            let sound = directory.appending("sound.mp4")
            let result = try await SoundMaster(tool: tool).make(
                order.score.file,
                SoundFilter.placed(order.score.offset, seconds: seconds),
                cuts: order.impacts ? order.plan.cuts.map(Frame.seconds) : [],
                seconds: seconds,
                in: directory,
                into: sound
            )
            let stickers = try await cutOut(order.stickers, in: directory)
            let command = try MasterCommand.make(order, stickers: stickers, sound: sound, into: file)
            try await tool.run(command, pictures: order.plan.length, progress: progress)
            return result
        }
    }

    package func soundtrack(_ order: SoundtrackOrder, into file: FilePath) async throws -> MasterSound {
        try await withScratchDirectory(in: scratch, prefix: "soundtrack") { directory in
            let sound = directory.appending("sound.mp4")
            let source: (file: FilePath, chain: String) =
                switch order.sound {
                case .score(let score): (score.file, SoundFilter.placed(score.offset, seconds: order.duration))
                case .original(let file, let start): (file, SoundFilter.stretch(from: start, seconds: order.duration))
                }
            let result = try await SoundMaster(tool: tool).make(
                source.file,
                source.chain,
                cuts: [],
                seconds: order.duration,
                in: directory,
                into: sound
            )
            try await tool.run(SoundtrackCommand.make(order.video, sound: sound, into: file))
            return result
        }
    }

    package func stills(
        of video: FilePath,
        at seconds: Double,
        poster: FilePath,
        contactSheet: FilePath
    ) async throws {
        let probe = MediaProbe(tool: tool)
        let packets = try await probe.packets(video, of: probe.report(video))
        guard packets.count > 0 else { throw OdoriError(.mediaInvalid, "the file has no pictures") }
        let last = packets.extent - 1 / Double(Frame.rate)
        try await tool.run(StillsCommand.poster(of: video, at: min(seconds, last), into: poster))
        try await tool.run(StillsCommand.contactSheet(of: video, pictures: packets.count, into: contactSheet))
    }

    package func inspect(_ file: FilePath, as kind: InspectionKind) async throws -> DeliverableReport {
        try await Inspector(tool: tool).inspect(file, as: kind)
    }

    private func cutOut(_ stickers: MasterOrder.Stickers?, in directory: FilePath) async throws -> MasterOrder.Stickers?
    {
        guard let stickers else { return nil }
        let result = MasterOrder.Stickers(
            chibi: directory.appending("chibi.png"),
            name: directory.appending("name.png")
        )
        let width = Double(Frame.width)
        let chibiWidth = Int((width * MasterCommand.chibiWidth).rounded())
        let nameWidth = Int((width * MasterCommand.nameWidth).rounded())
        let cutter = StickerCutter(tool: tool)
        try await cutter.cut(stickers.chibi, width: chibiWidth, in: directory, into: result.chibi)
        try await cutter.cut(stickers.name, width: nameWidth, in: directory, into: result.name)
        return result
    }
}
