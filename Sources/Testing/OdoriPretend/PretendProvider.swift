package import OdoriDomain
package import OdoriPorts
import Foundation
import Synchronization
package import SystemPackage

/// A motion provider that renders nothing and keeps the books: what was submitted, under which key, and what was called off.
package final class PretendProvider: MotionTransfer {
    package let capabilities: MotionCapabilities
    private let state = Mutex(State())
    /// How many checks an operation stays under way.
    private let checksUntilDone: Int
    /// How many checks of an operation do not know it yet.
    private let checksUntilVisible: Int
    private let unitPrice: Int64
    private let bill: Int64

    private struct State {
        var operations: [String: Entry] = [:]
        var order: [String] = []
        var faults: [@Sendable (OperationKey) throws -> Void] = []
        var failing: OdoriError?
        var brokenFetches = 0
        var refusals: [OdoriError] = []
        var callbacks: [String] = []
    }

    private struct Entry {
        var key: OperationKey
        var checks = 0
        var isCancelled = false
    }

    /// - Parameters:
    ///   - price: the worst price in our table.
    ///   - bill: what a succeeded operation costs; nil = that price.
    package init(
        checksUntilDone: Int = 1, price: Int64 = 1_000_000, bill: Int64? = nil, canLookUp: Bool = true,
        canCancel: Bool = true, checksUntilVisible: Int = 0, name: String = "pretend", slots: Int? = nil
    ) {
        self.checksUntilDone = checksUntilDone
        self.checksUntilVisible = checksUntilVisible
        unitPrice = price
        self.bill = bill ?? price
        capabilities = MotionCapabilities(
            provider: name, canLookUpByKey: canLookUp, canCancel: canCancel, visibilityDelay: .seconds(2),
            worksInCheck: false, slots: slots)
    }

    /// Keys in the order in which the provider took them; a key that stands here twice was paid twice.
    package var submissions: [OperationKey] {
        state.withLock { state in state.order.compactMap { state.operations[$0]?.key } }
    }

    package var cancelled: [OperationKey] {
        state.withLock { $0.operations.values.filter(\.isCancelled).map(\.key) }
    }

    /// The next submission is taken, but its answer is lost.
    package func loseNextAnswer() {
        state.withLock {
            $0.faults.append { _ in throw OdoriError(.storeUnavailable, "the answer was lost", .transient) }
        }
    }

    /// The next submissions are refused like this, one after the other; nothing is taken.
    package func refuseNext(_ errors: [OdoriError]) {
        state.withLock { $0.refusals += errors }
    }

    /// Where it was told to tell of operations.
    package var callbacks: [String] {
        state.withLock { $0.callbacks }
    }

    /// Operations that are open now.
    package var open: Int {
        state.withLock { state in
            state.operations.values.count { !$0.isCancelled && $0.checks <= checksUntilDone }
        }
    }

    /// The next fetches break off; the operations are untouched.
    package func breakFetching(times: Int) {
        state.withLock { $0.brokenFetches = times }
    }

    /// Every operation fails from now on; nil: they succeed again.
    package func failEverything(_ error: OdoriError?) {
        state.withLock { $0.failing = error }
    }

    package func price(_ order: MotionOrder) -> Int64 { unitPrice }

    package func submit(_ order: MotionOrder, key: OperationKey, submitBy: Timestamp) async throws -> String {
        let refusal = state.withLock { $0.refusals.isEmpty ? nil : $0.refusals.removeFirst() }
        if let refusal { throw refusal }
        let (id, fault) = state.withLock { state in
            let id = "op-\(state.order.count)"
            state.callbacks += [order.callback].compactMap(\.self)
            state.order.append(id)
            state.operations[id] = Entry(key: key)
            return (id, state.faults.isEmpty ? nil : state.faults.removeFirst())
        }
        try fault?(key)
        return id
    }

    package func lookUp(_ key: OperationKey) async throws -> [String] {
        state.withLock { state in state.order.filter { state.operations[$0]?.key == key } }
    }

    package func check(_ id: String, progress: @Sendable (Double) async -> Void) async throws -> MotionState {
        await progress(0.5)
        return state.withLock { state in
            guard var entry = state.operations[id] else { return .unknown }
            entry.checks += 1
            state.operations[id] = entry
            guard entry.checks > checksUntilVisible else { return .unknown }
            if let failing = state.failing { return .failed(failing) }
            if entry.isCancelled { return .failed(OdoriError(.cancelled, "called off")) }
            return entry.checks > checksUntilDone ? .succeeded(price: bill) : .running(progress: 0.5)
        }
    }

    package func fetch(_ id: String, into file: FilePath) async throws -> Origin {
        let (key, breaks) = state.withLock { state in
            state.brokenFetches -= 1
            return (state.operations[id]?.key.rawValue ?? "", state.brokenFetches >= 0)
        }
        if breaks { throw OdoriError(.answerLost, "the connection broke off", .transient) }
        try Data("dance \(key)".utf8).write(to: URL(filePath: file.string))
        return Origin(provider: capabilities.provider, model: "none", promptHash: key, operationID: id)
    }

    package func cancel(_ id: String) async throws {
        state.withLock { $0.operations[id]?.isCancelled = true }
    }
}
