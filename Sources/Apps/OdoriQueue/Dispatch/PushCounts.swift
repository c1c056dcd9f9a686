import Synchronization

/// How many pushes ended how, since this process began.
final class PushCounts: Sendable {
    struct Kind: Hashable, Comparable {
        var queue: String
        var outcome: String

        static func < (left: Kind, right: Kind) -> Bool {
            (left.queue, left.outcome) < (right.queue, right.outcome)
        }
    }

    private let counts = Mutex<[Kind: Int]>([:])

    var snapshot: [Kind: Int] { counts.withLock { $0 } }

    func add(_ outcome: AttemptOutcome, of queue: String) {
        counts.withLock { $0[Kind(queue: queue, outcome: outcome.word), default: 0] += 1 }
    }
}

extension AttemptOutcome {
    /// The status's class, or what came instead of an answer.
    fileprivate var word: String {
        switch self {
        case .answered(let status, _): "\(status / 100)xx"
        case .unreachable: "unreachable"
        case .deadlineExceeded: "deadline_exceeded"
        case .interrupted: "interrupted"
        }
    }
}

/// Counts what another pusher does.
struct CountingPusher<Base: Pusher>: Pusher {
    let base: Base
    let counts: PushCounts

    func push(_ record: TaskRecord) async -> AttemptOutcome {
        let outcome = await base.push(record)
        counts.add(outcome, of: record.name.queue.id)
        return outcome
    }
}
