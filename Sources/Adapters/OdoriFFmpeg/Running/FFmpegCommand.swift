import SystemPackage

/// One run of ffmpeg as pure data: inputs, a filter graph, and what is written.
struct FFmpegCommand: Hashable {
    var inputs: [Input] = []
    /// Filter chains, joined with `;`; empty = none.
    var graph: [String] = []
    /// Everything after the graph: maps, codecs, the file.
    var output: [String] = []

    /// A file to read.
    struct Input: Hashable {
        var options: [String]
        var file: FilePath
        /// What people outside gave us: only real video containers may be opened, so that no playlist reads other
        /// files.
        var foreign = false

        init(_ file: FilePath, options: [String] = [], foreign: Bool = false) {
            self.options = options
            self.file = file
            self.foreign = foreign
        }

        var arguments: [String] {
            InputGuard.arguments(foreign: foreign) + options + ["-i", InputGuard.address(of: file)]
        }
    }

    /// The whole command line; threads are bounded everywhere, because each costs frames of memory.
    var arguments: [String] {
        ["-nostdin", "-v", "error", "-hide_banner", "-y", "-filter_threads", "1", "-filter_complex_threads", "1"]
            + inputs.flatMap(\.arguments)
            + (graph.isEmpty ? [] : ["-filter_complex", graph.joined(separator: ";")])
            + output
    }
}

/// What keeps ffmpeg and ffprobe from opening anything but the file they were given.
enum InputGuard {
    private static let containers = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,ogg,flv,asf"

    static func arguments(foreign: Bool) -> [String] {
        ["-protocol_whitelist", "file,pipe"] + (foreign ? ["-format_whitelist", containers] : [])
    }

    /// With its protocol spelled out, a name such as `concat:a|b` is only a name.
    static func address(of file: FilePath) -> String {
        "file:\(file.string)"
    }
}
