import Foundation
import Hummingbird
import Logging
import OdoriDomain
import OdoriHTTP
import OdoriJobs
import OdoriPorts
import ServiceLifecycle
import Synchronization

/// Watches jobs for everybody who listens: one reader for a job, however many listen, and none for a job that nobody listens to.
///
/// Runs beside the server; when it stops, every stream ends, so that open ones hold no shutdown up.
package final class JobFeed: Service {
    private struct Watched {
        /// The documents' versions when they were last looked at.
        var seen: [DocumentVersion?] = []
        /// Nil before the first look.
        var count: Int?
        var lookDueAt: Timestamp
        /// When something was last seen to have moved.
        var movedAt: Timestamp
        var latest: JobEvent?
        /// The job had ended already the last time.
        var isEnding = false
        var commentDueAt: Timestamp
        var listeners: [Int: AsyncStream<JobEvent>.Continuation] = [:]
    }

    private struct State {
        var jobs: [JobID: Watched] = [:]
        var nextListener = 0
        var isStopped = false
    }

    private let store: any DocumentStore
    private let bodies: JobBodies
    private let clock: any WallClock
    private let periods: ClosedRange<Duration>
    private let logger: Logger
    private let state = Mutex(State())
    private let arrivals = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    private static let quiet = Duration.seconds(15)
    /// Events that a listener may be behind; every one holds the whole state, so older ones can be left out.
    private static let backlog = 4

    /// - Parameter periods: from one look at a job to the next, while something moves and when nothing did for long.
    init(
        store: any DocumentStore, bodies: JobBodies, clock: any WallClock, periods: ClosedRange<Duration>,
        logger: Logger
    ) {
        self.store = store
        self.bodies = bodies
        self.clock = clock
        self.periods = periods
        self.logger = logger
    }

    /// How many listen now.
    var listeners: Int {
        state.withLock { $0.jobs.values.reduce(0) { $0 + $1.listeners.count } }
    }

    /// Runs `body` on a job's events: the current state first, then every change.
    func listen(to job: JobID, _ body: (AsyncStream<JobEvent>) async throws -> Void) async throws {
        let (events, continuation) = AsyncStream.makeStream(
            of: JobEvent.self, bufferingPolicy: .bufferingNewest(Self.backlog))
        let id = state.withLock { state -> Int? in
            guard !state.isStopped else { return nil }
            state.nextListener += 1
            let now = clock.now
            var watched =
                state.jobs[job] ?? Watched(lookDueAt: now, movedAt: now, commentDueAt: now + Self.quiet)
            if let latest = watched.latest { continuation.yield(latest) }
            watched.listeners[state.nextListener] = continuation
            state.jobs[job] = watched
            return state.nextListener
        }
        guard let id else { throw Problem.unavailable("the server is shutting down") }
        defer { leave(job, id) }
        arrivals.continuation.yield()
        try await body(events)
    }

    private func leave(_ job: JobID, _ id: Int) {
        state.withLock { state in
            state.jobs[job]?.listeners[id] = nil
            if state.jobs[job]?.listeners.isEmpty == true { state.jobs[job] = nil }
        }
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await self.watch() }
        let left = state.withLock { state in
            state.isStopped = true
            return state.jobs.values.flatMap(\.listeners.values)
        }
        for listener in left { listener.finish() }
    }

    private func watch() async {
        for await _ in arrivals.stream {
            while listeners > 0, !Task.isCancelled {
                await look()
                do { try await clock.sleep(for: periods.lowerBound) } catch { return }
            }
        }
    }

    private func look() async {
        for job in state.withLock({ $0.jobs.keys.sorted { $0.rawValue < $1.rawValue } }) {
            do {
                if isDue(job) { try await look(at: job) }
            } catch {
                logger.warning("a watched job cannot be read", metadata: ["job": "\(job)", "error": "\(error)"])
            }
            comment(on: job)
        }
    }

    /// Whether a job is to be looked at now; then the next look is due the later, the longer nothing moved.
    private func isDue(_ job: JobID) -> Bool {
        let now = clock.now
        return state.withLock { state in
            guard let watched = state.jobs[job], watched.lookDueAt <= now else { return false }
            let pause = min(periods.upperBound, max(periods.lowerBound, now.duration(since: watched.movedAt) / 5))
            // A moment less, so that a beat of the same length does not miss it by a hair.
            state.jobs[job]?.lookDueAt = now + pause - .milliseconds(50)
            return true
        }
    }

    /// Reads the job and its runs at once; how many there are is known from the first look on.
    private func read(_ id: JobID) async throws -> [Document?] {
        let count = state.withLock { $0.jobs[id]?.count }
        let runs = (0..<(count ?? 0)).map { DocumentKey.run(RunID(job: id, slot: Slot($0))) }
        return try await store.get([.job(id)] + runs)
    }

    private func look(at id: JobID) async throws {
        var found = try await read(id)
        if found.count == 1, let first = found[0] {
            let count = try Tracked<JobDocument>(first).value.config.count
            state.withLock { $0.jobs[id]?.count = count }
            found = try await read(id)
        }
        guard let document = found.first.flatMap(\.self) else { return end(id, nil) }
        let job = try Tracked<JobDocument>(document).value
        let versions = found.map { $0?.version }
        guard state.withLock({ $0.jobs[id]?.seen != versions || $0.jobs[id]?.isEnding == true }) else { return }
        let runs = try found.dropFirst().compactMap(\.self).map { try Tracked<RunDocument>($0).value }
        let body = try await bodies.whole(job, runs: runs)
        tell(.state(try Response.jsonData(body), version: job.version), of: id, versions)
        guard job.status.isEnded else { return }
        // The runs of a cancelled job end a moment after the job: they are waited for once.
        let areEnded = runs.allSatisfy(\.status.isEnded)
        let wasEnding = state.withLock { state in
            defer { state.jobs[id]?.isEnding = true }
            return state.jobs[id]?.isEnding == true
        }
        if areEnded || wasEnding { end(id, job) }
    }

    private func tell(_ event: JobEvent, of job: JobID, _ versions: [DocumentVersion?]) {
        let listeners = state.withLock { state -> [AsyncStream<JobEvent>.Continuation] in
            guard let watched = state.jobs[job], watched.seen != versions else { return [] }
            state.jobs[job]?.seen = versions
            state.jobs[job]?.latest = event
            state.jobs[job]?.movedAt = clock.now
            state.jobs[job]?.commentDueAt = clock.now + Self.quiet
            return Array(watched.listeners.values)
        }
        for listener in listeners { listener.yield(event) }
    }

    private func comment(on job: JobID) {
        let now = clock.now
        let listeners = state.withLock { state -> [AsyncStream<JobEvent>.Continuation] in
            guard let watched = state.jobs[job], now >= watched.commentDueAt else { return [] }
            state.jobs[job]?.commentDueAt = now + Self.quiet
            return Array(watched.listeners.values)
        }
        for listener in listeners { listener.yield(.comment) }
    }

    private func end(_ id: JobID, _ job: JobDocument?) {
        let listeners = state.withLock { $0.jobs.removeValue(forKey: id)?.listeners.values.map(\.self) ?? [] }
        for listener in listeners {
            if let job { listener.yield(.end(status: job.status.rawValue, version: job.version)) }
            listener.finish()
        }
    }
}
