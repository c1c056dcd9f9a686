/// Reads a Standard MIDI File back, written from the standard's side: it knows nothing of how ours are written.
struct MIDIReader {
    var microsecondsPerBeat = 0
    var ticksPerBeat = 0
    var notes: [Note] = []
    var programs: [Int: Int] = [:]
    var controls: [(tick: Int, channel: Int, controller: Int, value: Int)] = []
    var trackCount = 0

    struct Note: Hashable {
        var channel: Int
        var pitch: Int
        var velocity: Int
        var start: Int
        var end: Int
    }

    struct Malformed: Error, CustomStringConvertible {
        var description: String
    }

    private var bytes: ArraySlice<UInt8>

    init(_ file: [UInt8]) throws {
        bytes = file[...]
        guard try take(4) == Array("MThd".utf8), try number(4) == 6, try number(2) == 1 else {
            throw Malformed(description: "no header of format 1")
        }
        trackCount = try number(2)
        ticksPerBeat = try number(2)
        for _ in 0..<trackCount {
            guard try take(4) == Array("MTrk".utf8) else { throw Malformed(description: "no track") }
            let length = try number(4)
            let rest = bytes.dropFirst(length)
            bytes = bytes.prefix(length)
            try readTrack()
            guard bytes.isEmpty else { throw Malformed(description: "bytes after the end of a track") }
            bytes = rest
        }
        guard bytes.isEmpty else { throw Malformed(description: "bytes after the last track") }
    }

    private mutating func readTrack() throws {
        var tick = 0
        var sounding: [Int: Note] = [:]
        while true {
            tick += try variableLength()
            let status = try number(1)
            let channel = status & 0x0F
            switch status & 0xF0 {
            case 0x90:
                let note = Note(channel: channel, pitch: try data(), velocity: try data(), start: tick, end: tick)
                guard sounding.updateValue(note, forKey: note.pitch) == nil else {
                    throw Malformed(description: "pitch \(note.pitch) begins at \(tick) while it sounds")
                }
            case 0x80:
                let pitch = try data()
                _ = try data()
                guard var note = sounding.removeValue(forKey: pitch) else {
                    throw Malformed(description: "pitch \(pitch) ends at \(tick) without a beginning")
                }
                note.end = tick
                notes.append(note)
            case 0xB0: controls.append((tick, channel, try data(), try data()))
            case 0xC0: programs[channel] = try data()
            case 0xE0: _ = (try data(), try data())
            default:
                if try readMeta(status) {
                    guard sounding.isEmpty else { throw Malformed(description: "a note never ends") }
                    return
                }
            }
        }
    }

    /// True at the end of the track.
    private mutating func readMeta(_ status: Int) throws -> Bool {
        guard status == 0xFF else { throw Malformed(description: "status \(status)") }
        let kind = try number(1)
        let body = try take(try variableLength())
        if kind == 0x51 { microsecondsPerBeat = body.reduce(0) { $0 << 8 | Int($1) } }
        return kind == 0x2F
    }

    private mutating func take(_ count: Int) throws -> [UInt8] {
        guard bytes.count >= count else { throw Malformed(description: "cut short") }
        defer { bytes = bytes.dropFirst(count) }
        return Array(bytes.prefix(count))
    }

    private mutating func number(_ count: Int) throws -> Int {
        try take(count).reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func data() throws -> Int {
        let value = try number(1)
        guard value < 128 else { throw Malformed(description: "data byte \(value)") }
        return value
    }

    private mutating func variableLength() throws -> Int {
        var value = 0
        for _ in 0..<4 {
            let byte = try number(1)
            value = value << 7 | byte & 0x7F
            if byte < 0x80 { return value }
        }
        throw Malformed(description: "a length of more than four bytes")
    }
}
