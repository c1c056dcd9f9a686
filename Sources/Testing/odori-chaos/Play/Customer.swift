import Foundation
import OdoriConsole
import OdoriDomain
import Synchronization
import SystemPackage

/// Orders jobs like anybody else, and remembers which were accepted.
final class Customer: Sendable {
    private let client: PipelineClient
    private let references: [String]
    private let state: Mutex<(dice: Dice, accepted: [JobID])>

    init(_ grounds: Grounds, references: [String], seed: UInt64) {
        client = Self.client(grounds)
        self.references = references
        state = Mutex((Dice(seed: seed), []))
    }

    static func client(_ grounds: Grounds) -> PipelineClient {
        PipelineClient(base: grounds.url(.api), key: Grounds.key, timeout: .seconds(15))
    }

    /// Jobs that were answered with their id.
    var accepted: [JobID] { state.withLock { $0.accepted } }

    /// Orders one small job; nil when nobody answered, in which case one may have been accepted all the same.
    func order() async throws -> JobID? {
        let (variants, seed) = state.withLock {
            (Int.random(in: 0..<4, using: &$0.dice) == 0, Int64.random(in: 0..<1 << 40, using: &$0.dice))
        }
        let order = JobOrder(
            count: 1, referenceVideos: references, options: .init(generateVariants: variants), seed: seed)
        do {
            guard let id = JobID(rawValue: try await client.run(order).value.jobID) else { return nil }
            state.withLock { $0.accepted.append(id) }
            return id
        } catch let problem as ClientProblem where problem.isPassing {
            return nil
        }
    }

    /// Keeps so many jobs under way until cancelled.
    func keepOrdering(_ overlap: Int, _ watch: Watch) async throws {
        while true {
            if await watch.open.count < overlap { _ = try await order() }
            // The watch sees a new job a little later than its customer.
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}
