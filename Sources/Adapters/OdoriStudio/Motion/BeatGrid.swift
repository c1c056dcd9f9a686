/// Turns seconds into beats and back, from measured beats or a tempo. Before the first and after the last measured
/// beat it goes on at the tempo.
struct BeatGrid: Sendable, Hashable {
    private let beats: [Double]
    private let period: Double
    /// The beat that a bar begins on.
    let firstDownbeat: Int

    init(tempo: Double, beats: [Double], firstDownbeat: Int = 0) {
        let steady = tempo.isFinite && tempo > 30 ? tempo.clamped(to: 50...220) : 110
        period = 60 / steady
        let sorted = beats.filter(\.isFinite).sorted()
        var kept: [Double] = []
        for beat in sorted where kept.last.map({ beat - $0 > 0.12 }) ?? true { kept.append(beat) }
        self.beats = kept.isEmpty ? [0] : kept
        self.firstDownbeat = firstDownbeat
    }

    /// How many beats have passed at a time, with a fraction; 0 is the first beat.
    func position(at seconds: Double) -> Double {
        guard let first = beats.first, let last = beats.last else { return seconds / period }
        if seconds <= first { return (seconds - first) / period }
        if seconds >= last { return Double(beats.count - 1) + (seconds - last) / period }
        var low = 0
        var high = beats.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if beats[middle] <= seconds { low = middle } else { high = middle }
        }
        return Double(low) + (seconds - beats[low]) / (beats[high] - beats[low])
    }

    /// When a beat falls.
    func time(of beat: Double) -> Double {
        guard let first = beats.first, let last = beats.last else { return beat * period }
        if beat <= 0 { return first + beat * period }
        let count = Double(beats.count - 1)
        if beat >= count { return last + (beat - count) * period }
        let index = Int(beat)
        return beats[index] + (beat - Double(index)) * (beats[index + 1] - beats[index])
    }
}
