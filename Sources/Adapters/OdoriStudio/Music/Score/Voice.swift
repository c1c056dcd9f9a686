/// An instrument and its place in the mix, in MIDI's 0…127 (`pan` 64 is the middle).
struct Voice: Sendable, Hashable {
    /// General MIDI program, counted from 0; on the drum channel the kit.
    var program: Int
    var volume = 100
    var pan = 64
    var reverb = 30
    var chorus = 0
    /// Hundredths of a semitone: two voices a little apart sound like one wide one.
    var detune = 0

    /// The same instrument elsewhere in the mix.
    func placed(pan: Int, detune: Int = 0) -> Voice {
        var voice = self
        voice.pan = pan
        voice.detune = detune
        return voice
    }
}
