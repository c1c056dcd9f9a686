import OdoriDomain
import OdoriJobs
import OdoriPorts
import Synchronization

/// Sees every commit and every enqueue as it happens, and compares it with what the engine promises. What can be judged only at the
/// end is left to `FinalPromises`.
final class Witness: Sendable {
    /// The documents as they are, by key; and what the rules need to remember.
    struct Seen: Sendable {
        var jobs: [JobID: JobDocument] = [:]
        var runs: [RunID: RunDocument] = [:]
        var engines: [Subject: EngineDocument] = [:]
        var ledgers: [JobID: LedgerDocument] = [:]
        /// Every operation that was ever on record.
        var intents: Set<OperationKey> = []
        /// What stands under each key, once it was read.
        var places: [String: Place] = [:]
        /// When a cancel was answered.
        var cancelAcknowledged: [JobID: Timestamp] = [:]
    }

    let chronicle: Chronicle
    let schedule: Schedule
    private let state = Mutex(Seen())

    init(chronicle: Chronicle, schedule: Schedule) {
        self.chronicle = chronicle
        self.schedule = schedule
    }

    var seen: Seen { state.withLock { $0 } }

    /// A commit that has just taken effect.
    func saw(_ writes: [DocumentWrite], by process: String) {
        state.withLock { seen in
            // Runs first: a run and its engine document are created in one commit, and the graph stands in the run.
            for write in writes { take(write, into: &seen, by: process) }
        }
    }

    func acknowledged(cancelOf job: JobID, at now: Timestamp) {
        state.withLock { $0.cancelAcknowledged[job] = now }
    }

    /// An order that has left for the provider.
    func sent(under key: OperationKey) {
        guard !state.withLock({ $0.intents.contains(key) }) else { return }
        chronicle.violation(.intentFirst, "an order was sent under \(key), which no document has")
    }

    private func take(_ write: DocumentWrite, into seen: inout Seen, by process: String) {
        guard case .put(let body) = write.change, let place = seen.place(of: write.key) else { return }
        do {
            switch place {
            case .job(let id):
                let after = try body.value(as: JobDocument.self)
                if let before = seen.jobs[id] { judge(before, after) }
                seen.jobs[id] = after
            case .run(let id):
                let after = try body.value(as: RunDocument.self)
                if let before = seen.runs[id] { judge(before, after) }
                seen.runs[id] = after
            case .engine(let subject):
                let after = try body.value(as: EngineDocument.self)
                judge(subject, seen.engines[subject], after, &seen, by: process)
                seen.engines[subject] = after
            case .ledger(let id):
                let after = try body.value(as: LedgerDocument.self)
                if let before = seen.ledgers[id] { judge(before, after, of: id, seen) }
                seen.ledgers[id] = after
            }
        } catch {
            chronicle.violation(.idempotent, "\(write.key) was written and cannot be read: \(error)")
        }
    }

    /// What stands under a key.
    enum Place: Sendable {
        case job(JobID)
        case run(RunID)
        case engine(Subject)
        case ledger(JobID)

        init?(_ key: DocumentKey) {
            let parts = key.path.split(separator: "/")
            guard parts.count > 1, let group = Self.groups[String(parts.count > 2 ? parts[2] : parts[0])] else {
                return nil
            }
            switch group {
            case .engine where parts[3] == "ledger":
                guard let id = JobID(rawValue: String(parts[1])) else { return nil }
                self = .ledger(id)
            case .engine:
                guard let subject = Subject(engine: key) else { return nil }
                self = .engine(subject)
            case .runs:
                guard let id = JobID(rawValue: String(parts[1])), let slot = Int(parts[3]) else { return nil }
                self = .run(RunID(job: id, slot: Slot(slot)))
            case .jobs:
                guard let id = JobID(rawValue: String(parts[1])) else { return nil }
                self = .job(id)
            }
        }

        private enum Group { case jobs, runs, engine }
        private static let groups: [String: Group] = ["pipeline_jobs": .jobs, "runs": .runs, "engine": .engine]
    }
}

extension Witness.Seen {
    fileprivate mutating func place(of key: DocumentKey) -> Witness.Place? {
        if let known = places[key.path] { return known }
        let place = Witness.Place(key)
        places[key.path] = place
        return place
    }
}
