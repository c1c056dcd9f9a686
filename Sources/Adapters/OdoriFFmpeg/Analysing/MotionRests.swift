import OdoriDomain

/// The moments at which a dance comes to rest between two moves: there its beats are seen.
struct MotionRests: Hashable {
    /// Seconds of the rests, in order.
    private(set) var times: [Double] = []
    /// How deep each is, from 0 to 1.
    private(set) var depths: [Double] = []

    /// A rest is a dip in what moves so many pictures before and after it.
    private static let reach = 9
    /// Shallower dips than this part of the whole range are none.
    private static let least = 0.15
    /// A rest is where no more moves than its lowest and this part of its depth.
    private static let rim = 0.25
    /// Seconds of a rest that is but a turn, and of one that is a pose.
    private static let (turn, held) = (0.13, 0.19)
    /// A pose is left all at once when it was come to so much more slowly.
    private static let sudden = 0.6

    init(_ energy: MotionEnergy) {
        let values = Self.smoothed(energy.values)
        let sorted = values.sorted()
        guard sorted.count > 2 * Self.reach else { return }
        let range = sorted[sorted.count * 9 / 10] - sorted[sorted.count / 10]
        guard range > 0.01 else { return }
        var taken: [ClosedRange<Int>] = []
        var found: [(time: Double, depth: Double)] = []
        for lowest in values.indices.sorted(by: { values[$0] < values[$1] }) {
            let depth = Self.depth(values, at: lowest)
            guard depth > Self.least * range else { continue }
            let level = values[lowest] + Self.rim * depth
            let rest = Self.stretch(values, around: lowest, below: level)
            guard !taken.contains(where: { $0.overlaps(rest) }) else { continue }
            taken.append(rest)
            found.append((Self.moment(values, rest, depth), min(1, depth / range)))
        }
        found.sort { $0.time < $1.time }
        times = found.map(\.time)
        depths = found.map(\.depth)
    }

    /// The rests as a grid is searched on: hundred values a second, each rest some values wide.
    func accents(seconds: Double) -> [Double] {
        var accents = [Double](repeating: 0, count: max(0, Int(seconds / SoundEnvelope.step)))
        for (time, depth) in zip(times, depths) {
            let middle = Int((time / SoundEnvelope.step).rounded())
            for offset in -3...3 where accents.indices.contains(middle + offset) {
                accents[middle + offset] = max(accents[middle + offset], depth)
            }
        }
        return accents
    }

    private static func smoothed(_ values: [Double]) -> [Double] {
        values.indices.map { index in
            let (before, after) = (values[max(0, index - 1)], values[min(values.count - 1, index + 1)])
            return (before + 2 * values[index] + after) / 4
        }
    }

    /// How far the lower of the two hills beside a place rises above it.
    private static func depth(_ values: [Double], at index: Int) -> Double {
        let before = values[max(0, index - reach)...index].max() ?? 0
        let after = values[index...min(values.count - 1, index + reach)].max() ?? 0
        return min(before, after) - values[index]
    }

    private static func stretch(_ values: [Double], around index: Int, below level: Double) -> ClosedRange<Int> {
        var (first, last) = (index, index)
        while first > 0, values[first - 1] <= level { first -= 1 }
        while last < values.count - 1, values[last + 1] <= level { last += 1 }
        return first...last
    }

    /// When the beat of a rest is, to a part of a picture: in the middle of a turn, at the beginning of a pose that is held, at the end
    /// of one that is left all at once.
    private static func moment(_ values: [Double], _ rest: ClosedRange<Int>, _ depth: Double) -> Double {
        let (first, last) = (rest.lowerBound, rest.upperBound)
        let lowest = values[rest].min() ?? 0
        let rim = lowest + Self.rim * depth
        let (begin, end) = (edge(values, from: first, -1, rim), edge(values, from: last, 1, rim))
        // Each side is as steep as it is for its own height.
        let before = (values[max(0, first - reach)...first].max() ?? lowest) - lowest
        let after = (values[last...min(values.count - 1, last + reach)].max() ?? lowest) - lowest
        let fall =
            edge(values, from: first, -1, lowest + 0.25 * before)
            - edge(values, from: first, -1, lowest + 0.75 * before)
        let left = edge(values, from: last, 1, lowest + 0.75 * after)
        let rise = left - edge(values, from: last, 1, lowest + 0.25 * after)
        // What moves from one picture to the next moves half a picture after the first.
        if rise < sudden * fall { return (left + 0.5) / Double(Frame.rate) }
        let seconds = (end - begin) / Double(Frame.rate)
        let share = 0.5 * min(1, max(0.15, (held - seconds) / (held - turn)))
        return (begin + share * (end - begin) + 0.5) / Double(Frame.rate)
    }

    /// Where a level is passed on the way out of a rest.
    private static func edge(_ values: [Double], from start: Int, _ step: Int, _ level: Double) -> Double {
        var index = start
        while values.indices.contains(index + step), values[index + step] <= level { index += step }
        guard values.indices.contains(index + step) else { return Double(index) }
        let (inside, outside) = (values[index], values[index + step])
        return Double(index) + Double(step) * (level - inside) / max(outside - inside, 1e-9)
    }
}
