package import OdoriPorts

/// A state that many change: who do so in one process take turns, and may go on from what the one before left.
package protocol SharedState: TransactionState where ID: Equatable {
    /// The document that nearly every change changes.
    static func contended(of id: ID) -> DocumentKey

    /// What was changed has been written, under these versions.
    mutating func committed(_ versions: [DocumentKey: DocumentVersion])

    /// A document that other states' changes change as well; nil = none.
    static func crowded(of id: ID) -> DocumentKey?

    /// Takes over the crowded document from another state that has it.
    mutating func join(_ other: Self)

    /// Takes over the crowded document as it is read again; false when that is the one it has.
    mutating func join(_ crowded: Document) throws -> Bool
}

extension SharedState {
    package static func crowded(of id: ID) -> DocumentKey? { nil }
    package mutating func join(_ other: Self) {}
    package mutating func join(_ crowded: Document) throws -> Bool { false }
}
