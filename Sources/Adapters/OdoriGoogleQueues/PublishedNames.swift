import Synchronization

/// The names that this process has published lately; the oldest are forgotten first.
final class PublishedNames: Sendable {
    private struct State {
        var names: Set<String> = []
        /// In the order in which they came; the place of the next to be forgotten moves round.
        var order: [String] = []
        var oldest = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    func contains(_ name: String) -> Bool {
        state.withLock { $0.names.contains(name) }
    }

    func insert(_ name: String) {
        state.withLock { state in
            guard state.names.insert(name).inserted else { return }
            guard state.order.count == limit else { return state.order.append(name) }
            state.names.remove(state.order[state.oldest])
            state.order[state.oldest] = name
            state.oldest = (state.oldest + 1) % limit
        }
    }
}
