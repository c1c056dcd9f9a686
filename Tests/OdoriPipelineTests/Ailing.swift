import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Synchronization
import SystemPackage

/// Draws, for money, but fails until a certain time.
final class AilingImages: ImageGenerator {
    let terms = CallTerms(provider: "painter", price: 40_000)
    private let clock: ManualClock
    private let end: Timestamp?
    private let failure: OdoriError
    private let count = Mutex(0)

    /// - Parameter end: nil: for ever.
    init(clock: ManualClock, until end: Timestamp?, failing failure: OdoriError) {
        self.clock = clock
        self.end = end
        self.failure = failure
    }

    var failures: Int { count.withLock { $0 } }

    func draw(_ order: ImageOrder, into file: FilePath) async throws -> Priced<Origin> {
        guard let end, clock.now >= end else {
            count.withLock { $0 += 1 }
            throw failure
        }
        return try await PretendImageGenerator(terms: terms).draw(order, into: file)
    }
}

/// A provider of motion that cannot be reached for a while after it has taken so many orders.
final class AilingMotion: MotionTransfer {
    private let provider: PretendProvider
    private let clock: ManualClock
    private let orders: Int
    private let pause: Duration
    private let state = Mutex<(downUntil: Timestamp?, failures: Int)>((nil, 0))

    init(_ provider: PretendProvider, clock: ManualClock, downAfter orders: Int, for pause: Duration) {
        self.provider = provider
        self.clock = clock
        self.orders = orders
        self.pause = pause
    }

    var failures: Int { state.withLock { $0.failures } }
    var capabilities: MotionCapabilities { provider.capabilities }

    func price(_ order: MotionOrder) -> Int64 { provider.price(order) }

    func submit(_ order: MotionOrder, key: OperationKey, submitBy: Timestamp) async throws -> String {
        try reach()
        return try await provider.submit(order, key: key, submitBy: submitBy)
    }

    func lookUp(_ key: OperationKey) async throws -> [String] {
        try reach()
        return try await provider.lookUp(key)
    }

    func check(_ id: String, progress: @Sendable (Double) async -> Void) async throws -> MotionState {
        try reach()
        return try await provider.check(id, progress: progress)
    }

    func fetch(_ id: String, into file: FilePath) async throws -> Origin { try await provider.fetch(id, into: file) }

    func cancel(_ id: String) async throws { try await provider.cancel(id) }

    private func reach() throws {
        let isDown = state.withLock { state in
            if state.downUntil == nil, provider.submissions.count >= orders { state.downUntil = clock.now + pause }
            guard let until = state.downUntil, clock.now < until else { return false }
            state.failures += 1
            return true
        }
        if isDown { throw OdoriError(.providerUnavailable, "no answer", .transient) }
    }
}

/// Counts what is read and written of providers.
final class CircuitStore: DocumentStore {
    private let store: any DocumentStore
    private let counts = Mutex((reads: 0, writes: 0))

    init(_ store: any DocumentStore) {
        self.store = store
    }

    var reads: Int { counts.withLock { $0.reads } }
    var writes: Int { counts.withLock { $0.writes } }

    func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        if keys.contains(where: { $0.group == "providers" }) { counts.withLock { $0.reads += 1 } }
        return try await store.get(keys)
    }

    func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        if writes.contains(where: { $0.key.group == "providers" }) { counts.withLock { $0.writes += 1 } }
        return try await store.commit(writes)
    }

    func query(_ query: DocumentQuery) async throws -> DocumentPage {
        try await store.query(query)
    }
}

extension Theatre {
    var providers: ProviderRepository { ProviderRepository(store: store, clock: clock) }

    /// Plays, a second at a time where nothing is due, until something is so.
    func play(on worker: PushReceiver, until isSo: () async throws -> Bool) async throws {
        for _ in 0..<2000 {
            if try await isSo() { return }
            let due = await queue.takeDue(at: manual.now).filter { !Self.isSweep($0) }
            if due.isEmpty { manual.advance(by: .seconds(1)) }
            for task in due { try await worker.take(task) }
        }
        throw OdoriError(.internalError, "what is waited for never comes")
    }
}
