import OdoriDomain
import OdoriPorts
import Synchronization

/// A change of a shared state that waits for its turn, or for another's who takes it along.
final class Proposal<State: SharedState>: Sendable {
    /// What its first try begins with.
    enum Beginning: Hashable {
        /// What is read after it was proposed.
        case read
        /// What was left by the one before.
        case left(CrowdedUse)
    }

    let id: State.ID
    let beginning: Beginning
    let author = WorkContext.current
    private let body: @Sendable (inout State) throws -> CommitDurability
    private let decision = Mutex<Result<Void, any Error>?>(nil)

    init(
        _ id: State.ID, _ beginning: Beginning, _ body: @escaping @Sendable (inout State) throws -> CommitDurability
    ) {
        self.id = id
        self.beginning = beginning
        self.body = body
    }

    /// Whether both can stand in one commit.
    func isLike(_ other: Proposal) -> Bool {
        id == other.id && (beginning == .left(.changed)) == (other.beginning == .left(.changed))
    }

    /// The crowded document alone must be read.
    var looksAtCrowd: Bool { beginning == .left(.read) }

    func make(in state: inout State) throws -> CommitDurability {
        let durability = try body(&state)
        decide(.success(()))
        return durability
    }

    /// - Parameter decision: nil: none yet; it counts when the turn in which it was made ends.
    func decide(_ decision: Result<Void, any Error>?) {
        self.decision.withLock { $0 = decision }
    }

    var isDecided: Bool {
        decision.withLock { $0 != nil }
    }

    /// - Throws: why it was not made.
    func end() throws {
        try decision.withLock(\.self)?.get()
    }
}

/// What a proposal answers, wherever it is made.
final class Answer<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    struct NotGiven: Error {}

    func keep(_ value: Value) {
        self.value.withLock { $0 = value }
    }

    func get() throws -> Value {
        guard let value = value.withLock(\.self) else { throw NotGiven() }
        return value
    }
}
