import OdoriDomain
import OdoriPorts
import OdoriProcess
import SystemPackage

/// One reading of a finished file: its pictures are decoded once, for the finders of faults and for the stills, its sound once, for
/// the meter and for whoever looks for it; its video packets are summed up undecoded.
struct InspectionPass {
    let file: FilePath
    /// For what is written on the way.
    let directory: FilePath
    var hasPictures: Bool
    var hasSound: Bool
    var hasPackets: Bool
    /// With the pictures only.
    var stills: Stills?

    /// Stills of a video with so many pictures.
    struct Stills {
        var order: StillsOrder
        var pictures: Int
    }

    var isEmpty: Bool { !hasPictures && !hasSound && !hasPackets }
    /// The finders' marks.
    private var marks: FilePath { directory.appending("marks.txt") }
    /// The sound as `SoundPlacement` reads it.
    private var heard: FilePath { directory.appending("heard.raw") }
    private var packets: FilePath { directory.appending("packets.txt") }

    var command: FFmpegCommand {
        // Smoothing the edges of blocks is a fifth of decoding, and what is looked at is small; stills are shown as players show them.
        let options = ["-threads", "1"] + (stills == nil ? ["-skip_loop_filter", "all"] : [])
        var command = FFmpegCommand(inputs: [.init(file, options: options)])
        if hasPictures { addPictures(to: &command) }
        if hasSound {
            command.graph += [
                "[0:a:0]asplit=2[loud][far]", "[loud]\(Loudness.meter)[measured]", "[far]\(SoundPlacement.down)[heard]",
            ]
            command.output += ["-map", "[measured]", "-f", "null", "-"] + SoundPlacement.raw("heard", into: heard)
        }
        if hasPackets {
            command.output += ["-map", "0:v:0", "-c", "copy", "-f", "hash", InputGuard.address(of: packets)]
        }
        return command
    }

    private func addPictures(to command: inout FFmpegCommand) {
        let small = "scale=w=\(StillsFilter.width):h=\(StillsFilter.height):flags=area"
        let find = PictureFaults.finder(into: marks)
        if let stills {
            let chosen = stills.order.moment * Double(Frame.rate) + 0.5
            let poster = Int(max(0, min(chosen, Double(stills.pictures - 1))))
            command.graph += [
                "[0:v:0]split=2[whole][all]", "[all]select='eq(n,\(poster))',\(StillsFilter.rgb)[poster]",
                "[whole]\(small),split=2[small][cells]", "[small]\(find)[seen]",
                "[cells]\(StillsFilter.sheet(of: stills.pictures))[sheet]",
            ]
            command.output += ["-map", "[poster]"] + Encoding.png(stills.order.poster)
            command.output += ["-map", "[sheet]"] + Encoding.png(stills.order.contactSheet)
        } else {
            command.graph.append("[0:v:0]\(small),\(find)[seen]")
        }
        command.output += ["-map", "[seen]", "-f", "null", "-"]
    }

    /// - Throws: `media_invalid` when nothing can be decoded.
    func run(_ tool: FFmpegTool) async throws -> Result {
        let said: ToolOutput
        do {
            said = try await tool.listen(command)
        } catch let error as OdoriError where error.code == .toolFailed {
            throw ForeignFailure.error(error, reason: "the file cannot be decoded")
        }
        return Result(
            complaints: said.errorTail,
            marks: hasPictures ? try text(marks) : nil,
            loudness: hasSound ? try Loudness(meter: said.output) : nil,
            heard: hasSound ? try SoundPlacement.samples(heard) : [],
            packets: hasPackets ? try text(packets).split(separator: "=").last.map { $0.filter(\.isHexDigit) } : nil)
    }

    /// Nothing marked, nothing written.
    private func text(_ path: FilePath) throws -> String {
        do {
            return String(decoding: try FileBytes.read(path), as: UTF8.self)
        } catch Errno.noSuchFileOrDirectory {
            return ""
        }
    }

    struct Result {
        /// What ffmpeg complained of.
        var complaints: String
        /// Marks that `PictureFaults` reads.
        var marks: String?
        var loudness: Loudness?
        var heard: [Float]
        /// SHA-256 of the video's packets.
        var packets: String?

        /// What is damaged, one sentence each.
        ///
        /// - Parameter sound: the stream whose complaints are not the pictures'.
        func damage(sound: ProbeReport.Stream?) -> [String] {
            let lines = complaints.split(separator: "\n").filter { !$0.contains("Last message repeated") }
            let ofSound = lines.filter { line in
                guard let sound, let codec = sound.codecName else { return false }
                return line.hasPrefix("[\(codec)") || line.contains("stream #0:\(sound.index ?? -1)")
            }
            return (ofSound.count < lines.count ? ["the pictures are damaged"] : [])
                + (ofSound.isEmpty ? [] : ["the sound is damaged"])
        }
    }
}
