extension Score {
    /// Who plays on which MIDI channel; 9 is the drums' by General MIDI.
    enum Channel {
        static let bass = 0
        static let pad = 1
        static let teaser = 2
        static let sparkle = 3
        static let lead = [4, 5]
        static let stabs = [6, 7, 8]
        static let drums = 9
        static let riser = 10
        static let impact = 11
    }
}
