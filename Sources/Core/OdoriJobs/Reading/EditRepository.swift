package import OdoriDomain
package import OdoriPorts

/// Reads how a character's deliverables were cut, for its owner.
package struct EditRepository: Sendable {
    private let store: any DocumentStore

    package init(store: any DocumentStore) {
        self.store = store
    }

    /// A cut and the dance that it follows.
    package struct Edit: Sendable, Hashable {
        package var plan: EditPlan
        /// Dance 0's reference; nil when it was deleted since.
        package var reference: ReferenceDocument?
    }

    /// Nil when the run does not exist, is somebody else's, or was not cut yet.
    package func find(_ run: RunID, for owner: OwnerID) async throws -> Edit? {
        let found = try await store.get([.run(run), .engine(run)])
        guard let runDocument = found[0], let engineDocument = found[1] else { return nil }
        let seen = try Tracked<RunDocument>(runDocument).value
        guard seen.owner == owner else { return nil }
        let master = try Tracked<EngineDocument>(engineDocument).value.stages[.master]
        guard let plan = try master?.outputs?.facts?.value(as: EditPlan.self) else { return nil }
        guard let id = seen.references.first, let document = try await store.get([.reference(id)])[0] else {
            return Edit(plan: plan, reference: nil)
        }
        return Edit(plan: plan, reference: try Tracked<ReferenceDocument>(document).value)
    }
}
