/// Spreads sudden bursts: only so many attempts may be in their first moments at once.
///
/// Quick targets are served by a few dozen connections that are used again and again, which is faster than a thousand
/// connections used once; slow targets still reach any concurrency within a fraction of a second.
struct Burst {
    private static let width = 64
    private static let moment: Duration = .milliseconds(20)

    private var young: [Int64: Timestamp] = [:]

    /// How many attempts may start now.
    mutating func room(at now: Timestamp) -> Int {
        if young.count >= Self.width {
            young = young.filter { now - $0.value < Self.moment }
        }
        return Self.width - young.count
    }

    mutating func start(_ id: Int64, at now: Timestamp) {
        young[id] = now
    }

    mutating func end(_ id: Int64) {
        young[id] = nil
    }

    /// When the next attempt may start although none has ended.
    var opensAt: Timestamp? {
        young.count < Self.width ? nil : young.values.min().map { $0 + Self.moment }
    }
}
