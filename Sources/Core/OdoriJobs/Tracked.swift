import OdoriDomain
package import OdoriPorts

/// A document as read, and as changed since: what differs is written, under the version that was read.
package struct Tracked<Body: Codable & Equatable & Sendable>: Sendable {
    package let key: DocumentKey
    /// One each, or no original: arrays are shared by copies, and known to be equal while they are.
    private var current: [Body]
    private var original: [Body] = []
    private var version: DocumentVersion?

    /// A document that exists.
    ///
    /// - Throws: `NewerFormat` when a newer build wrote it, `document_corrupt` when its body cannot be read.
    package init(_ document: Document) throws {
        do {
            current = [try document.body.value(as: Body.self)]
        } catch {
            try NewerFormat.check(document, Body.self)
            throw OdoriError(.documentCorrupt, "\(document.key) cannot be read: \(error)")
        }
        key = document.key
        original = current
        version = document.version
        try NewerFormat.check(value, document.key)
    }

    /// A document that is to be created.
    package init(new value: Body, at key: DocumentKey) {
        self.key = key
        current = [value]
    }

    package var value: Body {
        _read { yield current[0] }
        _modify { yield &current[0] }
    }

    /// Whether this is the version that was read or written last.
    package func isAt(_ version: DocumentVersion) -> Bool { self.version == version }

    /// The write that stores the change; nil when nothing changed.
    package func write() throws -> DocumentWrite? {
        guard current != original else { return nil }
        return try .put(value, at: key, if: version.map(DocumentWrite.Precondition.version) ?? .absent)
    }

    /// The change was written, if a version of the document is among these: from here on it counts as what was read.
    package mutating func committed(_ versions: [DocumentKey: DocumentVersion]) {
        guard let version = versions[key] else { return }
        original = current
        self.version = version
    }
}

extension DocumentWrite {
    /// Puts a value; its JSON is made when a store asks for it.
    package static func put(
        _ value: some Encodable & Sendable, at key: DocumentKey, if precondition: Precondition
    ) throws -> DocumentWrite {
        DocumentWrite(.put(DocumentBody(value)), key, if: precondition)
    }
}
