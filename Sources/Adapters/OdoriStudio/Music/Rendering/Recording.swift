/// Sound in memory: 48 kHz, stereo, 16 bits, left and right in turn.
struct Recording: Sendable, Hashable {
    static let rate = 48_000

    var samples: [Int16]

    var frames: Int { samples.count / 2 }
    var duration: Double { Double(frames) / Double(Self.rate) }

    var peak: Int {
        samples.reduce(0) { max($0, abs(Int($1))) }
    }

    /// The same sound with its highest peak at -3 dBFS, by one linear gain.
    func normalised() -> Recording {
        let highest = peak
        guard highest > 0 else { return self }
        let gain = 0.7079 * Double(Int16.max) / Double(highest)
        return Recording(samples: samples.map { Int16((Double($0) * gain).rounded()) })
    }

    /// Exactly so many seconds: what is longer is faded out and cut, what is shorter goes on in silence.
    func lasting(_ seconds: Double, fade: Double) -> Recording {
        let wanted = Int((seconds * Double(Self.rate)).rounded())
        var cut = Array(samples.prefix(wanted * 2))
        if frames > wanted {
            let fading = min(Int(fade * Double(Self.rate)), wanted)
            for frame in (wanted - fading)..<wanted {
                let gain = Double(wanted - frame) / Double(fading)
                for channel in 0..<2 {
                    cut[frame * 2 + channel] = Int16((Double(cut[frame * 2 + channel]) * gain).rounded())
                }
            }
        }
        cut += Array(repeating: 0, count: wanted * 2 - cut.count)
        return Recording(samples: cut)
    }

    /// When the sound that is meant to begin at `time` really begins: where it first rises clearly above what rang before.
    ///
    /// A synthesiser answers in blocks and its samples have an attack, so a note sounds a little later than written.
    /// - Returns: seconds, nil when nothing begins within 20 ms.
    func onset(near time: Double) -> Double? {
        let window = Self.rate / 50
        let centre = Int((time * Double(Self.rate)).rounded())
        let before = loudness(from: centre - window, to: centre - window / 4)
        let after = loudness(from: centre, to: centre + window)
        let threshold = max(before * 2, after / 10)
        guard after > 0, threshold < after else { return nil }
        let from = max(centre - window / 4, 0)
        let first = (from..<min(centre + window, frames)).first { level(at: $0) >= threshold }
        return first.map { Double($0) / Double(Self.rate) }
    }

    /// The highest level between two frames.
    private func loudness(from start: Int, to end: Int) -> Int {
        let range = max(start, 0)..<max(min(end, frames), max(start, 0))
        return range.reduce(0) { max($0, level(at: $1)) }
    }

    private func level(at frame: Int) -> Int {
        max(abs(Int(samples[frame * 2])), abs(Int(samples[frame * 2 + 1])))
    }
}
