import OdoriDomain
import Synchronization

/// What each order comes to when nothing goes wrong; played once each.
final class CleanRuns: Sendable {
    static let shared = CleanRuns()
    private let known = Mutex<[Schedule.Order: [End.Result]]>([:])

    func end(of order: Schedule.Order) throws -> [End.Result] {
        var order = order
        // Where its references come from and what it may cost do not change what a completed run is.
        order.ingests = false
        order.maxCostUSD = nil
        if let results = known.withLock({ $0[order] }) { return results }
        let end = try Simulation(Schedule(calm: order), keepsTrace: false).play()
        let results = end.runs.map { end.result(of: $0) }
        known.withLock { $0[order] = results }
        return results
    }
}
