import OdoriDomain
import OdoriJobs
import OdoriPorts
import Synchronization

/// Who orders the job, calls it off and tries it again, through the API's own process.
final class Caller: Sendable {
    fileprivate let cast: Cast
    fileprivate let process: SimulatedProcess
    private let machine = MachineClock()
    /// Its calls under way, and the job.
    private let state = Mutex((busy: 0, job: JobID?.none))
    fileprivate static let owner = OwnerID.local

    init(_ cast: Cast) {
        self.cast = cast
        process = cast.process("api", on: machine, weather: Weather(.calm, dice: Dice(seed: 0)))
    }

    var job: JobID? { state.withLock { $0.job } }
    var isBusy: Bool { state.withLock { $0.busy > 0 } }

    fileprivate func act(_ body: @escaping @Sendable () async throws -> Void) {
        state.withLock { $0.busy += 1 }
        process.begin {
            do { try await body() } catch { self.cast.chronicle.note("api", "answers \(error)") }
            self.state.withLock { $0.busy -= 1 }
        }
    }

    /// Fills the catalogue and orders the job.
    func order() {
        act {
            let cast = self.cast
            try await Catalogue(cast: cast, process: self.process).fill()
            let id = FirstJob()
            self.state.withLock { $0.job = id.jobID() }
            let acceptance = JobAcceptance(
                store: cast.store(self.process), queue: self.orders, clock: cast.clock(self.process), identifiers: id)
            _ = try await acceptance.accept(cast.schedule.order.config, owner: Self.owner)
            cast.chronicle.note("api", "accepted the job")
        }
    }

    private var orders: any TaskQueue {
        cast.schedule.cutsOrder ? UnreachableQueue() : cast.queue(process)
    }

    func jump(by step: Duration) {
        cast.chronicle.note("api", "has its clock set by \(step)")
        machine.jump(by: step)
    }

    func cancel() {
        guard let job else { return }
        act {
            let cast = self.cast
            cast.chronicle.note("caller", "cancels")
            let cancellation = JobCancellation(
                store: cast.store(self.process), queue: cast.queue(self.process), clock: cast.clock(self.process))
            try await cancellation.cancel(job, owner: Self.owner)
            cast.witness.acknowledged(cancelOf: job, at: cast.time.now)
            cast.chronicle.note("api", "acknowledged the cancel")
        }
    }
}

extension Caller {
    func retry() {
        guard let job else { return }
        act {
            let cast = self.cast
            cast.chronicle.note("caller", "asks to try again")
            let retry = JobRetry(
                store: cast.store(self.process), queue: cast.queue(self.process), clock: cast.clock(self.process))
            try await retry.retry(job, owner: Self.owner)
            cast.chronicle.note("api", "opened the failed runs again")
        }
    }
}

/// A queue that no order reaches.
private struct UnreachableQueue: TaskQueue {
    func enqueue(_ task: QueuedTask) async throws {
        throw OdoriError(.storeUnavailable, "the queue cannot be reached", .transient)
    }
}

/// The one job of a schedule: its name is always the same, so that equal orders make equal things.
struct FirstJob: IdentifierSource {
    func jobID() -> JobID {
        JobID(rawValue: "00000000-0000-4000-8000-000000000001") ?? jobID()
    }

    func token(bytes: Int) -> String {
        String(repeating: "0", count: bytes * 2)
    }
}
