import OdoriDomain
package import OdoriPorts

/// A document was written in a layout that only a newer build knows; this one leaves it alone.
package struct NewerFormat: Error, Hashable {
    package var key: DocumentKey

    /// Throws when a document that could be read is of a newer layout all the same.
    static func check(_ value: some Sendable, _ key: DocumentKey) throws {
        guard let value = value as? any FormattedDocument, value.format > type(of: value).currentFormat else { return }
        throw NewerFormat(key: key)
    }

    /// Throws when a document that could not be read says that its layout is newer.
    static func check(_ document: Document, _ type: Any.Type) throws {
        guard let known = type as? any FormattedDocument.Type,
            let header = try? document.body.value(as: Header.self),
            header.format > known.currentFormat
        else { return }
        throw NewerFormat(key: document.key)
    }

    private struct Header: Codable {
        var format: Int
    }
}
