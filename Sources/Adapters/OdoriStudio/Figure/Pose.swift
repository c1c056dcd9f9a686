/// How a dancer stands at one moment: a number for every channel, zero at rest.
///
/// Left and right are the viewer's. Angles are degrees, lengths are units of a figure 1400 units tall.
struct Pose: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    private var values: [Double]

    /// Standing upright, arms hanging.
    static let rest = Pose()

    init() {
        values = [Double](repeating: 0, count: Channel.allCases.count)
    }

    init(dictionaryLiteral elements: (Channel, Double)...) {
        self.init()
        for (channel, value) in elements { self[channel] = value }
    }

    subscript(channel: Channel) -> Double {
        get { values[channel.rawValue] }
        set { values[channel.rawValue] = newValue }
    }

    /// On the way to another pose; a share beyond 1 overshoots.
    func mixed(_ other: Pose, _ share: Double) -> Pose {
        var result = self
        for index in values.indices {
            result.values[index] += (other.values[index] - values[index]) * share
        }
        return result
    }

    /// As a mirror shows it.
    var mirrored: Pose {
        var result = Pose()
        for channel in Channel.allCases {
            result[channel.mirrored] = channel.turnsSign ? -self[channel] : self[channel]
        }
        return result
    }

    /// The sum of two poses: a movement laid over another.
    static func + (left: Pose, right: Pose) -> Pose {
        var result = left
        for index in left.values.indices { result.values[index] += right.values[index] }
        return result
    }

    /// A movement made larger or smaller.
    static func * (pose: Pose, factor: Double) -> Pose {
        var result = pose
        for index in result.values.indices { result.values[index] *= factor }
        return result
    }

    /// How far two poses are apart: the greatest difference in any channel.
    func distance(to other: Pose) -> Double {
        zip(values, other.values).map { abs($0 - $1) }.max() ?? 0
    }
}
