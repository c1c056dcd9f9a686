package import OdoriDomain
package import OdoriPorts
import OdoriProcess
import OdoriScratch
package import SystemPackage

/// The media edit through the command lines of ffmpeg and ffprobe.
package struct FFmpegMediaComposer: MediaComposer {
    let tool = FFmpegTool()
    private let scratch: FilePath
    private let encoder: VideoEncoder

    /// - Parameters:
    ///   - scratch: where directories for files in between are made, each for one call.
    ///   - encoder: what encodes pictures; one that does not work here fails whatever needs it (`tool_missing`).
    package init(scratch: FilePath, encoder: VideoEncoder = .software) {
        self.scratch = scratch
        self.encoder = encoder
    }

    package func probe(_ video: FilePath) async throws -> MediaFacts {
        try await MediaProbe(tool: tool).usable(video).facts
    }

    package func normalise(_ video: FilePath, into output: FilePath, firstFrame: FilePath) async throws -> MediaFacts {
        let usable = try await MediaProbe(tool: tool).usable(video)
        try await HardwareEncoder.require(encoder, tool)
        do {
            let command = NormaliseCommand.make(video, usable, by: encoder, into: output)
            try await tool.run(command, timeLimit: .seconds(600))
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
        try await HardwareEncoder.require(encoder, tool)
        let clips = try await cutClips(order.clips, foreign: order.foreign)
        let command = try RemixCommand.make(order, clips: clips, by: encoder, into: file)
        try await tool.run(command, pictures: order.plan.length, progress: progress)
    }

    package func master(
        _ order: MasterOrder,
        into file: FilePath,
        progress: @Sendable (Double) async -> Void
    ) async throws -> MasterSound {
        try await HardwareEncoder.require(encoder, tool)
        return try await withScratchDirectory(in: scratch, prefix: "master") { directory in
            let seconds = Frame.seconds(at: order.plan.length)
            let sound = directory.appending("sound.mp4")
            let result = try await SoundMaster(tool: tool).make(
                order.score.file,
                SoundFilter.placed(order.score, seconds: seconds),
                cuts: order.impacts ? order.plan.cuts.map(Frame.seconds) : [],
                seconds: seconds,
                in: directory,
                into: sound
            )
            let stickers = try await cutOut(order.stickers, in: directory)
            let clips = try await cutClips(order.clips, foreign: order.foreign)
            var caption: FilePath?
            if let text = order.caption {
                let script = directory.appending("caption.ass")
                try FileBytes.write(Array(try CaptionScript(text).text.utf8), to: script)
                caption = script
            }
            let command = try MasterCommand.make(
                order, clips: clips, stickers: stickers, caption: caption, sound: sound, by: encoder, into: file)
            try await tool.run(command, pictures: order.plan.length, progress: progress)
            return result
        }
    }

    package func soundtrack(_ order: SoundtrackOrder, into file: FilePath) async throws -> MasterSound {
        try await withScratchDirectory(in: scratch, prefix: "soundtrack") { directory in
            let sound = directory.appending("sound.mp4")
            let source = SoundFilter.placed(order.sound, seconds: order.duration)
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

    package func inspect(
        _ file: FilePath, as kind: InspectionKind, stills: StillsOrder?
    ) async throws -> DeliverableReport {
        try await withScratchDirectory(in: scratch, prefix: "inspect") { directory in
            try await Inspector(tool: tool, directory: directory).inspect(file, as: kind, stills: stills)
        }
    }

    /// Looks at the clips that may be of any kind: of those that are not as ours are, the cut needs to know how they are.
    private func cutClips(
        _ clips: [StageID: FilePath], foreign: Set<StageID>
    ) async throws -> [StageID: CutClip] {
        var result: [StageID: CutClip] = [:]
        for (stage, file) in clips {
            guard foreign.contains(stage) else {
                result[stage] = CutClip(file)
                continue
            }
            let video = try await MediaProbe(tool: tool).usable(file)
            result[stage] = CutClip(file, foreign: video.isOurs ? nil : video)
        }
        return result
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
