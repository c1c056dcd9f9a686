import SystemPackage

/// One run of ffmpeg as pure data: inputs, a filter graph, and what is written.
struct FFmpegCommand: Hashable {
    /// What encodes, where it is not the processor; before everything else.
    var device: [String] = []
    var inputs: [Input] = []
    /// Filter chains, joined with `;`; empty = none.
    var graph: [String] = []
    /// Everything after the graph: maps, codecs, the file.
    var output: [String] = []

    /// A file to read.
    struct Input: Hashable {
        var options: [String]
        var file: FilePath
        /// What it was found to be, for a file that people outside gave us; nil for our own.
        var foreign: ForeignContainer?

        init(_ file: FilePath, options: [String] = [], foreign: ForeignContainer? = nil) {
            self.options = options
            self.file = file
            self.foreign = foreign
        }

        var arguments: [String] {
            InputGuard.arguments(foreign: foreign) + options + ["-i", InputGuard.address(of: file)]
        }
    }

    /// Something in it is not ours.
    var readsForeign: Bool { inputs.contains { $0.foreign != nil } }

    /// The whole command line; threads are bounded everywhere, because each costs frames of memory.
    var arguments: [String] {
        ["-nostdin", "-v", "error", "-hide_banner", "-y", "-filter_threads", "1", "-filter_complex_threads", "1"]
            + device + (readsForeign ? InputGuard.allocation : []) + inputs.flatMap(\.arguments)
            + (graph.isEmpty ? [] : ["-filter_complex", graph.joined(separator: ";")])
            + output
    }
}
