/// The last lines of a stream.
struct LineTail {
    private let limit: Int
    private var lines: [String] = []
    private var next = 0

    init(limit: Int = 40) {
        self.limit = limit
    }

    mutating func add(_ line: String) {
        if lines.count < limit {
            lines.append(line)
        } else {
            lines[next] = line
        }
        next = (next + 1) % limit
    }

    var text: String {
        let ordered = lines.count < limit ? lines[...] : lines[next...] + lines[..<next]
        return ordered.joined(separator: "\n")
    }
}
