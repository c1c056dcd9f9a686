package import OdoriDomain
package import OdoriPorts

/// A reference and what drives its steps.
package struct ReferenceState: SharedState {
    private var referenceSlot: Tracked<ReferenceDocument>
    private var engineSlot: Tracked<EngineDocument>

    package static func keys(of id: ReferenceID) -> [DocumentKey] {
        [.reference(id), .steps(id)]
    }

    package static func contended(of id: ReferenceID) -> DocumentKey { .steps(id) }

    package init(id: ReferenceID, documents: [Document?]) throws {
        guard let reference = documents[0] else { throw MissingDocument(.reference(id)) }
        guard let engine = documents[1] else { throw MissingDocument(.steps(id)) }
        referenceSlot = try Tracked(reference)
        engineSlot = try Tracked(engine)
    }

    package func writes() throws -> [DocumentWrite] {
        [try referenceSlot.write(), try engineSlot.write()].compactMap(\.self)
    }

    package mutating func committed(_ versions: [DocumentKey: DocumentVersion]) {
        referenceSlot.committed(versions)
        engineSlot.committed(versions)
    }

    package var reference: ReferenceDocument {
        _read { yield referenceSlot.value }
        _modify { yield &referenceSlot.value }
    }

    package var engine: EngineDocument {
        _read { yield engineSlot.value }
        _modify { yield &engineSlot.value }
    }
}
