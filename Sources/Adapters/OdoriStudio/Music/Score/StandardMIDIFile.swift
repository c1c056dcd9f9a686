/// Writes a score as a Standard MIDI File, format 1: a tempo track, then one track per part.
enum StandardMIDIFile {
    static let ticksPerBeat = 480

    static func bytes(of score: Score) -> [UInt8] {
        let tracks = [tempoTrack(of: score)] + score.tracks.map(events(of:))
        var file = Array("MThd".utf8) + bigEndian(6, bytes: 4)
        file += bigEndian(1, bytes: 2) + bigEndian(tracks.count, bytes: 2) + bigEndian(ticksPerBeat, bytes: 2)
        for track in tracks {
            file += chunk(track, endingAt: tick(score.end))
        }
        return file
    }

    /// A message at a tick; of those at one tick the lower rank goes first, so that a repeated note ends before it begins.
    private struct Event {
        var tick: Int
        var rank: Int
        var message: [UInt8]
    }

    private static func tempoTrack(of score: Score) -> [Event] {
        [
            Event(tick: 0, rank: 0, message: [0xFF, 0x51, 3] + bigEndian(score.microsecondsPerBeat, bytes: 3)),
            Event(tick: 0, rank: 1, message: [0xFF, 0x58, 4, 4, 2, 24, 8]),
        ]
    }

    private static func events(of track: Score.Track) -> [Event] {
        let name = Array(track.name.utf8.prefix(127))
        var events = [Event(tick: 0, rank: 0, message: [0xFF, 0x03, UInt8(name.count)] + name)]
        events += setUp(track)
        for control in track.controls {
            let message = channelMessage(0xB0, track.channel, control.controller, control.value)
            events.append(Event(tick: tick(control.beat), rank: 3, message: message))
        }
        for note in track.notes {
            let start = tick(note.start)
            let on = channelMessage(0x90, track.channel, note.pitch, note.velocity)
            let off = channelMessage(0x80, track.channel, note.pitch, 0)
            events.append(Event(tick: start, rank: 4, message: on))
            events.append(Event(tick: max(start + 1, tick(note.end)), rank: 2, message: off))
        }
        return events
    }

    private static func setUp(_ track: Score.Track) -> [Event] {
        let voice = track.voice
        let controls = [(7, voice.volume), (10, voice.pan), (91, voice.reverb), (93, voice.chorus), (11, 127)]
        // The bend's range is ±2 semitones, 8192 steps each way.
        let bend = min(max(8192 + voice.detune * 8192 / 200, 0), 16_383)
        let messages =
            [[0xC0 | UInt8(track.channel), UInt8(voice.program)]]
            + controls.map { channelMessage(0xB0, track.channel, $0.0, $0.1) }
            + [channelMessage(0xE0, track.channel, bend & 0x7F, bend >> 7)]
        return messages.map { Event(tick: 0, rank: 1, message: $0) }
    }

    private static func chunk(_ events: [Event], endingAt end: Int) -> [UInt8] {
        var body: [UInt8] = []
        var now = 0
        // Sorting is not stable by itself: the position decides last.
        let ordered = events.enumerated().sorted {
            ($0.element.tick, $0.element.rank, $0.offset) < ($1.element.tick, $1.element.rank, $1.offset)
        }
        for (_, event) in ordered {
            body += variableLength(event.tick - now) + event.message
            now = event.tick
        }
        body += variableLength(max(0, end - now)) + [0xFF, 0x2F, 0]
        return Array("MTrk".utf8) + bigEndian(body.count, bytes: 4) + body
    }

    private static func tick(_ beat: Double) -> Int {
        Int((beat * Double(ticksPerBeat)).rounded())
    }

    private static func channelMessage(_ status: UInt8, _ channel: Int, _ first: Int, _ second: Int) -> [UInt8] {
        [status | UInt8(channel), UInt8(min(max(first, 0), 127)), UInt8(min(max(second, 0), 127))]
    }

    private static func bigEndian(_ value: Int, bytes: Int) -> [UInt8] {
        (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// Seven bits a byte, the highest bit set on all but the last.
    private static func variableLength(_ value: Int) -> [UInt8] {
        var bytes = [UInt8(value & 0x7F)]
        var rest = value >> 7
        while rest > 0 {
            bytes.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
            rest >>= 7
        }
        return bytes
    }
}
