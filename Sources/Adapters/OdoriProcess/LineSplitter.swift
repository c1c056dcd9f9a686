/// Cuts a stream of bytes into lines, holding no more than one line, and no more of it than the limit.
struct LineSplitter {
    /// Bytes of a line beyond this are dropped.
    static let longestLine = 16 << 10

    private var line: [UInt8] = []

    /// Takes the next bytes and returns the lines they complete; ends of line are `\n`, `\r` or both, empty lines are
    /// left out.
    mutating func add(_ bytes: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                if let complete = finish() { lines.append(complete) }
            } else if line.count < Self.longestLine {
                line.append(byte)
            }
        }
        return lines
    }

    /// The last line, when the stream did not end with an end of line.
    mutating func finish() -> String? {
        guard !line.isEmpty else { return nil }
        defer { line.removeAll(keepingCapacity: true) }
        return String(decoding: line, as: UTF8.self)
    }
}
