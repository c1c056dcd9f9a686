/// A piece of music as data: tracks of notes timed in beats, ready to become a Standard MIDI File.
struct Score: Sendable, Hashable {
    /// The MIDI way to say the tempo; exact, so that a beat's time is known to the microsecond.
    var microsecondsPerBeat: Int
    var tracks: [Track]
    /// The beat on which the drop lands.
    var drop: Double
    /// The beat after which nothing new sounds; what rings, rings on.
    var end: Double

    var tempo: Double {
        60_000_000 / Double(microsecondsPerBeat)
    }

    func seconds(atBeat beat: Double) -> Double {
        beat * Double(microsecondsPerBeat) / 1_000_000
    }

    /// One instrument's part on one MIDI channel.
    struct Track: Sendable, Hashable {
        var name: String
        var channel: Int
        var voice: Voice
        var notes: [Note]
        var controls: [Control] = []
    }

    struct Note: Sendable, Hashable {
        var start: Double
        var length: Double
        var pitch: Int
        var velocity: Int

        var end: Double { start + length }
    }

    /// A MIDI control change, e.g. expression (11).
    struct Control: Sendable, Hashable {
        var beat: Double
        var controller: Int
        var value: Int

        static let expression = 11
    }
}
