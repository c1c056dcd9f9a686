import OdoriHTTP
import Synchronization

/// Whether the work of a worker's start is done; before that it takes pushes but is not ready.
package final class StartGate: Sendable {
    private enum State {
        case shut
        /// Everything was tried; what failed is tried on.
        case ajar(String)
        case open
    }

    private let state = Mutex(State.shut)

    package init() {}

    package var isOpen: Bool {
        state.withLock { state in
            if case .open = state { true } else { false }
        }
    }

    package func open() {
        state.withLock { $0 = .open }
    }

    /// Everything was tried once, and not everything worked: the queue may come later than the worker.
    package func openPartly(because trouble: String) {
        state.withLock { $0 = .ajar(trouble) }
    }

    /// - Throws: `Problem` 503 before everything was tried once.
    func degradations() throws -> [Degradation] {
        switch state.withLock({ $0 }) {
        case .shut: throw Problem.unavailable("the worker is still starting")
        case .ajar(let trouble): [Degradation(.start, "start", trouble)]
        case .open: []
        }
    }
}
