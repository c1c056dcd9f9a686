import OdoriDomain

/// How long an order waits for a free slot: a second at first, then twice as long each time, a minute at most. Pure.
enum BusyPause {
    /// A dance that found no slot for a day does not find one.
    static let limit = Duration.seconds(86_400)
    private static let longest: Int64 = 60_000

    /// - Parameters:
    ///   - check: how many pushes there were.
    ///   - asked: what the other side asked for.
    ///   - key: spreads the orders of one moment over half as long again.
    static func pause(check: Int, asked: Duration?, key: OperationKey) -> Duration {
        let step = min(longest, 1000 << Int64(min(max(0, check), 6)))
        let spread = key.rawValue.utf8.reduce(Int64(check)) { ($0 * 31 + Int64($1)) % 500 }
        return max(.milliseconds(step + step * spread / 1000), asked ?? .zero)
    }
}
