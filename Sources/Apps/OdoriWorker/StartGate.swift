import Synchronization

/// Whether the work of a worker's start is done; before that it takes pushes but is not ready.
package final class StartGate: Sendable {
    private let opened = Mutex(false)

    package init() {}

    package var isOpen: Bool {
        opened.withLock { $0 }
    }

    package func open() {
        opened.withLock { $0 = true }
    }
}
