import Testing

@testable import OdoriStudio

@Suite("A Standard MIDI File")
struct StandardMIDIFileTests {
    private func score(_ notes: [Score.Note], controls: [Score.Control] = []) -> Score {
        let track = Score.Track(
            name: "part",
            channel: 3,
            voice: Voice(program: 62, volume: 90, pan: 10),
            notes: notes,
            controls: controls
        )
        return Score(microsecondsPerBeat: 508_475, tracks: [track], drop: 4, end: 200)
    }

    @Test("holds every note with its time, and the tempo to the microsecond")
    func roundTrip() throws {
        let notes = [
            Score.Note(start: 0, length: 0.25, pitch: 60, velocity: 1),
            Score.Note(start: 0.25, length: 0.5, pitch: 60, velocity: 127),
            // Far enough for a delta of three bytes.
            Score.Note(start: 150, length: 2, pitch: 127, velocity: 64),
        ]
        let file = try MIDIReader(StandardMIDIFile.bytes(of: score(notes)))
        #expect(file.microsecondsPerBeat == 508_475)
        #expect(file.ticksPerBeat == 480)
        #expect(file.trackCount == 2)
        #expect(file.programs == [3: 62])
        let read = file.notes.sorted { $0.start < $1.start }
        #expect(
            read == [
                .init(channel: 3, pitch: 60, velocity: 1, start: 0, end: 120),
                .init(channel: 3, pitch: 60, velocity: 127, start: 120, end: 360),
                .init(channel: 3, pitch: 127, velocity: 64, start: 72_000, end: 72_960),
            ]
        )
    }

    @Test("sets volume and place before the first note, and a control before the note of its beat")
    func order() throws {
        let notes = [Score.Note(start: 1, length: 1, pitch: 60, velocity: 100)]
        let control = Score.Control(beat: 1, controller: Score.Control.expression, value: 300)
        let file = try MIDIReader(StandardMIDIFile.bytes(of: score(notes, controls: [control])))
        #expect(file.controls.contains { $0 == (0, 3, 7, 90) })
        #expect(file.controls.contains { $0 == (0, 3, 10, 10) })
        #expect(file.controls.contains { $0 == (480, 3, 11, 127) })
    }

    @Test("a note shorter than a tick still ends after it begins")
    func shortNote() throws {
        let notes = [Score.Note(start: 0, length: 0.000_1, pitch: 60, velocity: 100)]
        let read = try MIDIReader(StandardMIDIFile.bytes(of: score(notes))).notes
        #expect(read.map(\.end) == [1])
    }
}
