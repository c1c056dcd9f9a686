import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Finds an operation at its provider by our key.
struct OperationLookUp: Sendable {
    let context: RunContext
    let provider: any MotionTransfer

    /// The provider's id; nil when it shows none. Of several, the oldest counts: the others are called off where that can be
    /// done, and else paid for, and counted either way.
    func find(_ key: OperationKey) async throws -> String? {
        let capabilities = provider.capabilities
        let found = try await context.counted(
            capabilities.provider, "look_up", isForeign: !capabilities.worksInCheck
        ) {
            try await provider.lookUp(key)
        }
        if found.count > 1 { try await drop(found.dropFirst(), key) }
        return found.first
    }

    private func drop(_ extras: ArraySlice<String>, _ key: OperationKey) async throws {
        let canCancel = provider.capabilities.canCancel
        if canCancel {
            for extra in extras { try await provider.cancel(extra) }
        }
        let count = extras.count
        context.services.logger.error(
            "a provider took one order more than once", metadata: ["operation": "\(key)", "extra": "\(count)"])
        let stage = context.stage
        try await context.services.transactor.update(RunState.self, .init(context.run.id)) { state in
            state.engine.update(stage) { $0.duplicates = max($0.duplicates, count) }
            state.ledger.addDuplicates(count, of: key, paid: !canCancel)
        }
    }
}
