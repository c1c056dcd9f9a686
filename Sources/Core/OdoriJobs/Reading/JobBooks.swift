package import OdoriDomain

/// A job's money, operation by operation: what its owner sees of the ledger and the engine's records. Pure.
package struct JobBooks: Sendable, Hashable {
    /// By slot, stage and key.
    package private(set) var operations: [Entry] = []

    /// One line of the ledger.
    package struct Entry: Sendable, Hashable {
        /// The key at the provider.
        package var key: String
        package var provider: String?
        package var slot: Slot?
        package var stage: StageID?
        package var state: Operation.State
        package var providerID: String?
        /// The most that it can cost, in micro-dollars.
        package var reserved: Int64
        /// What it did cost; nil while that is open.
        package var settled: Int64?

        /// The line's name in the ledger.
        fileprivate var line: String

        fileprivate var place: (Int, String, String) {
            (slot?.number ?? .max, stage?.rawValue ?? "", line)
        }
    }

    private typealias Origin = (slot: Slot, stage: StageID)

    /// A job that spends nothing.
    package init() {}

    /// - Parameter engines: by slot; nil for runs that do not exist yet.
    package init(job: JobID, ledger: LedgerDocument, engines: [EngineDocument?]) {
        let origins = Self.origins(job, engines)
        operations = ledger.lines.map { Self.entry($0, $1, origins, engines) }.sorted { $0.place < $1.place }
    }

    private static func entry(
        _ name: String, _ line: LedgerDocument.Line, _ origins: [String: Origin], _ engines: [EngineDocument?]
    ) -> Entry {
        let parts = name.split(separator: "+", maxSplits: 1).map(String.init)
        let suffix = parts.dropFirst().first
        let origin = origins[parts[0]]
        let operation = origin.flatMap { engines[$0.slot.number]?.stages[$0.stage]?.operation }
        let current = suffix == nil && operation?.key.rawValue == name ? operation : nil
        return Entry(
            key: parts[0], provider: current?.provider ?? provider(of: origin, engines), slot: origin?.slot,
            stage: origin?.stage,
            state: current?.state ?? state(line, suffix: suffix), providerID: current?.id, reserved: line.reserved,
            settled: line.settled, line: name)
    }

    /// The provider of a line that is not the current operation's; nil where another one was passed over and may have been it.
    private static func provider(of origin: Origin?, _ engines: [EngineDocument?]) -> String? {
        guard let origin, let record = engines[origin.slot.number]?.stages[origin.stage] else { return nil }
        return record.passedOver == nil ? record.operation?.provider : nil
    }

    /// What one run has spent, and what is reserved for it, in micro-dollars.
    package func cost(of slot: Slot) -> (reserved: Int64, spent: Int64) {
        operations.filter { $0.slot == slot }.reduce((0, 0)) { sum, entry in
            (sum.0 + (entry.settled == nil ? entry.reserved : 0), sum.1 + (entry.settled ?? 0))
        }
    }

    /// Keys are hashes; which stage one belongs to is found by making those of every stage, generation and call.
    private static func origins(
        _ job: JobID, _ engines: [EngineDocument?]
    ) -> [String: Origin] {
        var origins: [String: Origin] = [:]
        for (number, engine) in engines.enumerated() {
            let slot = Slot(number)
            for (stage, record) in engine?.stages ?? [:] {
                for generation in 0...max(0, record.generation) {
                    for call in 0...max(0, record.calls) {
                        let key = OperationKey(
                            run: RunID(job: job, slot: slot), stage: stage, generation: generation, call: call)
                        origins[key.rawValue] = (slot, stage)
                    }
                }
            }
        }
        return origins
    }

    private static func state(_ line: LedgerDocument.Line, suffix: String?) -> Operation.State {
        if suffix == "ambiguous" { return .ambiguous }
        guard let settled = line.settled else { return .submitting }
        guard settled == 0 else { return .succeeded }
        return suffix == nil ? .failed : .cancelled
    }
}
