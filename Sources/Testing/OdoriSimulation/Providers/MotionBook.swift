import OdoriDomain
import OdoriPorts
import Synchronization

/// The motion provider's own books: what it took, under which key, what became of it and what it bills.
final class MotionBook: Sendable {
    struct Entry: Sendable {
        let id: String
        let key: OperationKey
        let content: String
        let acceptedAt: Timestamp
        let visibleAt: Timestamp
        let endsAt: Timestamp
        let fate: Fate
        var cancelledAt: Timestamp?
    }

    /// What becomes of an operation; one that will be forgotten never ends before that.
    enum Fate: Sendable, Equatable {
        case succeeds, fails, isForgotten
    }

    /// A submission that reached the provider.
    struct Arrival: Sendable {
        let key: OperationKey
        let at: Timestamp
        let isRepeat: Bool
    }

    fileprivate struct State {
        var dice: Dice
        var entries: [Entry] = []
        var arrivals: [Arrival] = []
        /// When each key was asked for last.
        var lookUps: [OperationKey: Timestamp] = [:]
        /// Keys whose order the provider will not carry out.
        var refused: Set<OperationKey> = []
        var throttled: Set<OperationKey> = []
        var unheard: Set<OperationKey> = []
        var seen: Set<OperationKey> = []
    }

    let terms: MotionTerms
    private let state: Mutex<State>

    init(_ terms: MotionTerms, dice: Dice) {
        self.terms = terms
        state = Mutex(State(dice: dice))
    }

    var entries: [Entry] { state.withLock { $0.entries } }
    var arrivals: [Arrival] { state.withLock { $0.arrivals } }
    var refused: Set<OperationKey> { state.withLock { $0.refused } }

    /// A submission arrives; the answer is the operation's id.
    func accept(_ key: OperationKey, content: String, at now: Timestamp) throws -> String {
        try state.withLock { state in
            let isNew = state.seen.insert(key).inserted
            if isNew, state.dice.chance(terms.refuses) { state.refused.insert(key) }
            let known = state.entries.first { $0.key == key }
            state.arrivals.append(Arrival(key: key, at: now, isRepeat: known != nil))
            if let known, terms.onRepeat == .returned { return known.id }
            if known != nil, terms.onRepeat == .refused {
                throw OdoriError("duplicate_key", "this external id was used before")
            }
            if state.refused.contains(key) {
                throw OdoriError(.contentPolicy, "refused by the provider's safety rules")
            }
            if state.dice.chance(terms.throttles), state.throttled.insert(key).inserted {
                throw OdoriError("rate_limited", "too many requests", .throttled(retryAfter: .seconds(3)))
            }
            return state.open(key, content: content, at: now, terms)
        }
    }

    /// Whether the answer to the submission that was just taken gets lost.
    func losesAnswer(_ key: OperationKey) -> Bool {
        state.withLock { state in
            terms.losesAnswers > 0 && state.dice.chance(terms.losesAnswers) && state.unheard.insert(key).inserted
        }
    }

    func lookUp(_ key: OperationKey, at now: Timestamp) -> [String] {
        state.withLock { state in
            state.lookUps[key] = now
            return state.entries.filter { $0.key == key && $0.visibleAt <= now }.map(\.id)
        }
    }

    /// Whether an order was taken that nobody could be told of: the last look-up of its key came before it could be seen.
    func cameUnseen(_ key: OperationKey) -> Bool {
        state.withLock { state in
            guard let asked = state.lookUps[key] else { return false }
            return state.entries.contains { $0.key == key && $0.visibleAt > asked }
        }
    }

    func check(_ id: String, at now: Timestamp) -> MotionState {
        guard let entry = entry(id), !entry.isForgotten(at: now) else { return .unknown }
        if entry.cancelledAt != nil { return .failed(OdoriError(.cancelled, "called off")) }
        if now < entry.endsAt || entry.fate == .isForgotten { return .running(progress: 0.5) }
        return entry.fate == .fails
            ? .failed(OdoriError(.providerFailed, "the provider could not do it")) : .succeeded(price: terms.price)
    }

    func content(of id: String) throws -> String {
        guard let entry = entry(id) else { throw OdoriError(.operationLost, "no result under \(id)") }
        return entry.content
    }

    func cancel(_ id: String, at now: Timestamp) {
        state.withLock { state in
            guard let index = state.entries.firstIndex(where: { $0.id == id }),
                state.entries[index].cancelledAt == nil, now < state.entries[index].endsAt
            else { return }
            state.entries[index].cancelledAt = now
        }
    }

    /// What is on the bill under each key: operations that succeeded by then.
    func bill(at now: Timestamp) -> [OperationKey: Int64] {
        entries.reduce(into: [:]) { bill, entry in
            guard entry.fate == .succeeds, entry.cancelledAt == nil, entry.endsAt <= now else { return }
            bill[entry.key, default: 0] += terms.price
        }
    }

    private func entry(_ id: String) -> Entry? {
        state.withLock { $0.entries.first { $0.id == id } }
    }
}

extension MotionBook.Entry {
    /// A forgotten operation is there for a while.
    fileprivate func isForgotten(at now: Timestamp) -> Bool {
        fate == .isForgotten && now >= acceptedAt + .seconds(4)
    }
}

extension MotionBook.State {
    fileprivate mutating func open(
        _ key: OperationKey, content: String, at now: Timestamp, _ terms: MotionTerms
    ) -> String {
        let id = "op-\(entries.count)"
        let slow = dice.chance(terms.lateEnds) ? Duration.seconds(240) : .zero
        let fate: MotionBook.Fate =
            dice.chance(terms.fails) ? .fails : dice.chance(terms.forgets) ? .isForgotten : .succeeds
        entries.append(
            MotionBook.Entry(
                id: id, key: key, content: content, acceptedAt: now,
                visibleAt: now + dice.duration(.zero...terms.visibilityDelay),
                endsAt: now + dice.duration(terms.work) + slow, fate: fate))
        return id
    }
}
