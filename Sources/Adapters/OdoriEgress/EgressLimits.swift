/// How patient a request to an outside address is.
package struct EgressLimits: Sendable, Hashable {
    package var connect: Duration
    package var total: Duration
    /// Fewer bytes a second than these for `slow` end the request.
    package var slowestBytesPerSecond: Int
    package var slow: Duration

    package init(
        connect: Duration = .seconds(10), total: Duration = .seconds(300), slowestBytesPerSecond: Int = 1024,
        slow: Duration = .seconds(20)
    ) {
        self.connect = connect
        self.total = total
        self.slowestBytesPerSecond = slowestBytesPerSecond
        self.slow = slow
    }

    /// For a webhook: its receiver has 20 s to answer, however slowly.
    package static let webhook = EgressLimits(total: .seconds(20), slowestBytesPerSecond: 1, slow: .seconds(20))
}

/// Names that lead where somebody else than the system's resolver says: for tests, and for hosts whose address is fixed.
package struct FixedNames: Sendable, Hashable {
    /// `host:port:address[,address]…`, as libcurl reads them.
    let entries: [String]

    /// - Parameter entries: `host:port:address[,address]…` each.
    package init(_ entries: [String] = []) {
        self.entries = entries
    }
}
