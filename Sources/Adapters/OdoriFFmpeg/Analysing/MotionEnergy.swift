import OdoriDomain

/// How much moves in a video from each picture to the next, thirty times a second.
struct MotionEnergy: Hashable {
    /// Pictures are compared as small as this: a dancer's arm is still some dots wide, grain and noise are gone.
    static let size = (width: 54, height: 96)

    /// The mean difference of the dots of one picture and the next, from 0 to 255.
    private(set) var values: [Double] = []
    private var last: [UInt8] = []
    private var next: [UInt8] = []

    private static let dots = size.width * size.height

    static func == (left: Self, right: Self) -> Bool { left.values == right.values }

    func hash(into hasher: inout Hasher) { hasher.combine(values) }

    init(values: [Double] = []) {
        self.values = values
    }

    /// Takes the next bytes of grey pictures, cut anywhere.
    mutating func add(_ bytes: some Collection<UInt8>) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.dots - next.count)
            next += part
            rest = rest.dropFirst(part.count)
            guard next.count == Self.dots else { return }
            if !last.isEmpty { values.append(Self.difference(last, next)) }
            last = next
            next.removeAll(keepingCapacity: true)
        }
    }

    /// As a sound's level is told: hundred values a second.
    func levels(seconds: Double) -> [Double] {
        guard !values.isEmpty else { return [] }
        return (0..<max(0, Int(seconds / SoundEnvelope.step))).map { index in
            // What moves from one picture to the next moves half a picture after the first.
            let place = Double(index) * SoundEnvelope.step * Double(Frame.rate) - 0.5
            let before = min(max(Int(place), 0), values.count - 1)
            let share = min(max(place - Double(before), 0), 1)
            return values[before] * (1 - share) + values[min(before + 1, values.count - 1)] * share
        }
    }

    private static func difference(_ one: [UInt8], _ other: [UInt8]) -> Double {
        var sum = 0
        for index in 0..<dots { sum += abs(Int(one[index]) - Int(other[index])) }
        return Double(sum) / Double(dots)
    }
}
