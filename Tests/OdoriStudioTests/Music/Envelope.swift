import OdoriDomain

@testable import OdoriStudio

/// A recording's loudness over time, heard independently of how the studio measures it: mean power in slices of a millisecond.
struct Envelope {
    private let power: [Double]

    init(_ recording: Recording) {
        let slice = Recording.rate / 1000
        power = (0..<recording.frames / slice).map { index in
            let samples = recording.samples[(index * slice * 2)..<((index + 1) * slice * 2)]
            return samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count)
        }
    }

    /// Root mean square between two times.
    func level(from start: Double, to end: Double) -> Double {
        let slices = power[max(0, Int(start * 1000))..<min(power.count, Int(end * 1000))]
        return (slices.reduce(0, +) / Double(max(slices.count, 1))).squareRoot()
    }

    /// The time at which loudness grows most against the 20 ms before.
    func steepestRise(between start: Double, and end: Double) -> Double? {
        (Int(start * 1000)...Int(end * 1000)).max { growth(at: $0) < growth(at: $1) }.map { Double($0) / 1000 }
    }

    private func growth(at slice: Int) -> Double {
        guard slice >= 20, slice + 4 < power.count else { return 0 }
        let before = power[(slice - 20)..<slice].reduce(0, +) / 20
        let after = power[slice..<(slice + 4)].reduce(0, +) / 4
        return after / (before + 100)
    }

    /// Only what is below about 150 Hz, by two one-pole filters in a row.
    static func low(of recording: Recording) -> Envelope {
        let share = 1 - 0.98056
        var (first, second) = (0.0, 0.0)
        var filtered = recording
        for frame in 0..<recording.frames {
            let middle = (Double(recording.samples[frame * 2]) + Double(recording.samples[frame * 2 + 1])) / 2
            first += share * (middle - first)
            second += share * (first - second)
            filtered.samples[frame * 2] = Int16(second)
            filtered.samples[frame * 2 + 1] = Int16(second)
        }
        return Envelope(filtered)
    }
}
