package import OdoriDomain
package import OdoriPorts
package import SystemPackage

/// An object store that obeys a `FaultPlan`: every method is one call of it.
package struct FaultyObjectStore: ObjectStore {
    private let store: any ObjectStore
    private let plan: FaultPlan

    package init(_ store: any ObjectStore, _ plan: FaultPlan) {
        self.store = store
        self.plan = plan
    }

    @discardableResult
    package func put(
        _ file: FilePath,
        as name: ObjectName,
        _ attributes: ObjectAttributes,
        if precondition: ObjectPrecondition
    ) async throws -> ObjectInfo {
        try await plan.run { try await store.put(file, as: name, attributes, if: precondition) }
    }

    package func info(_ name: ObjectName) async throws -> ObjectInfo? {
        try await plan.run { try await store.info(name) }
    }

    @discardableResult
    package func download(_ name: ObjectName, to file: FilePath) async throws -> ObjectInfo {
        try await plan.run { try await store.download(name, to: file) }
    }

    @discardableResult
    package func copy(
        _ source: ObjectName,
        to name: ObjectName,
        _ attributes: ObjectAttributes,
        if precondition: ObjectPrecondition
    ) async throws -> ObjectInfo {
        try await plan.run { try await store.copy(source, to: name, attributes, if: precondition) }
    }

    package func read(_ name: ObjectName, range: Range<Int64>) async throws
        -> any AsyncSequence<[UInt8], any Error> & Sendable
    {
        try await plan.run { try await store.read(name, range: range) }
    }

    package func delete(_ name: ObjectName) async throws {
        try await plan.run { try await store.delete(name) }
    }

    package func list(prefix: String, after cursor: ObjectName?, limit: Int) async throws -> [ObjectInfo] {
        try await plan.run { try await store.list(prefix: prefix, after: cursor, limit: limit) }
    }
}
