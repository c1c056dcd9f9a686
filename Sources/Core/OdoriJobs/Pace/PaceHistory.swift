import OdoriDomain
package import OdoriPorts
import Synchronization

/// The pace of the jobs that completed last, read again every minute by whoever asks first.
package final class PaceHistory: Sendable {
    private struct Known {
        var pace = Pace()
        var readAt: Timestamp?
    }

    private let store: any DocumentStore
    private let clock: any WallClock
    private let known = Mutex(Known())
    private static let jobs = 10
    private static let freshness = Duration.seconds(60)

    package init(store: any DocumentStore, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// While somebody else reads it, what was known before.
    package func current() async throws -> Pace {
        let now = clock.now
        let (pace, isDue) = known.withLock { known -> (Pace, Bool) in
            let isDue = known.readAt.map { now >= $0 + Self.freshness } ?? true
            if isDue { known.readAt = now }
            return (known.pace, isDue)
        }
        guard isDue else { return pace }
        do {
            let read = try await read()
            known.withLock { $0.pace = read }
            return read
        } catch {
            known.withLock { $0.readAt = nil }
            throw error
        }
    }

    private func read() async throws -> Pace {
        let page = try await store.query(
            DocumentQuery(
                .collection(Collection.jobs), where: [.equal("status", JobStatus.completed.rawValue)],
                order: .init("created_at", descending: true), limit: Self.jobs))
        var samples: [Pace.Sample] = []
        for job in try page.readable(as: JobDocument.self) {
            do {
                samples.append((job, try await JobRepository(store: store).runs(of: job)))
            } catch let error as OdoriError where error.code == .documentCorrupt {
                continue
            }
        }
        return Pace(samples)
    }
}
