import Foundation
import SystemPackage

/// One way to spoil a good file, and what must then be said of it.
struct Mutation: Sendable, CustomTestStringConvertible {
    var name: String
    /// A part of one of the sentences in the report, or of the reason why nothing could be read.
    var says: String
    var make: @Sendable (_ shop: MediaWorkshop, _ good: FilePath, _ bad: FilePath) async throws -> Void

    var testDescription: String { name }
}

import Testing

extension Mutation {
    /// How a good file is written; a mutation changes one word of it.
    static let picture = [
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-profile:v", "high", "-pix_fmt", "yuv420p",
        "-x264-params", "keyint=30:open-gop=0", "-r", "30", "-color_primaries", "bt709", "-color_trc", "bt709",
        "-colorspace", "bt709", "-color_range", "tv",
    ]
    static let sound = [
        "-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-ac", "2", "-bsf:a", "noise=amount=0:drop=eq(n\\,0)",
    ]
    static let container = ["-movflags", "+faststart+negative_cts_offsets", "-use_editlist", "0", "-f", "mp4"]

    /// Writes the file anew, with these arguments between the input and the container.
    static func written(
        _ name: String, says: String, _ arguments: [String], in container: [String] = container
    ) -> Mutation {
        Mutation(name: name, says: says) { shop, good, bad in
            try await shop.ffmpeg(["-i", good.string] + arguments + container + [bad.string])
        }
    }

    /// The picture encoded anew, through a filter and with other words than a good file's.
    static func drawn(
        _ name: String, says: String, filter: String = "null", instead: [String: String] = [:], more: [String] = []
    ) -> Mutation {
        var arguments = picture
        for (option, value) in instead {
            if let index = arguments.firstIndex(of: option) { arguments[index + 1] = value }
        }
        return written(name, says: says, ["-vf", filter] + arguments + more + ["-c:a", "copy"])
    }

    /// The sound encoded anew, through a filter and with other words than a good file's.
    static func heard(
        _ name: String, says: String, filter: String = "anull", instead: [String: String] = [:], more: [String] = []
    ) -> Mutation {
        var arguments = sound
        for (option, value) in instead {
            if let index = arguments.firstIndex(of: option) { arguments[index + 1] = value }
        }
        return written(name, says: says, ["-c:v", "copy", "-af", filter] + arguments + more)
    }

    /// The bytes changed.
    static func bytes(
        _ name: String, says: String, _ change: @escaping @Sendable (inout Data) -> Void
    ) -> Mutation {
        Mutation(name: name, says: says) { _, good, bad in
            var data = try Data(contentsOf: URL(filePath: good.string))
            change(&data)
            try data.write(to: URL(filePath: bad.string))
        }
    }
}
