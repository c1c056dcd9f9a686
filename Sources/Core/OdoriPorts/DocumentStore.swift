package import Foundation
package import OdoriDomain

/// Where documents live: SQLite, memory or Firestore. Three methods, atomic commits, opaque versions.
///
/// Errors: `DocumentConflict` when a precondition does not hold (nothing was written); `OdoriError` of kind `transient`
/// when the store cannot be reached.
package protocol DocumentStore: Sendable {
    /// The documents under `keys`, in their order; nil for one that does not exist. One consistent read.
    func get(_ keys: [DocumentKey]) async throws -> [Document?]

    /// Writes all or nothing. Answers the new version of each write in order; nil for a delete.
    @discardableResult
    func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?]

    /// The same, with a say in when it must be safe from a power cut; a store may always do more than it is asked.
    @discardableResult
    func commit(_ writes: [DocumentWrite], _ durability: CommitDurability) async throws -> [DocumentVersion?]

    /// One page of the documents that match.
    func query(_ query: DocumentQuery) async throws -> DocumentPage
}

extension DocumentStore {
    @discardableResult
    package func commit(_ writes: [DocumentWrite], _ durability: CommitDurability) async throws -> [DocumentVersion?] {
        try await commit(writes)
    }
}

/// When a commit is safe from a power cut. From the death of a process it is safe in any case when it returns.
package enum CommitDurability: Sendable, Hashable {
    /// When it returns.
    case immediate
    /// With the next immediate commit at the latest. A power cut may undo it, and then undoes everything committed after it as well: fit
    /// for what only the processes of the same machine act upon, such as a lease.
    case deferred
}

/// A precondition did not hold; nothing was written.
package struct DocumentConflict: Error, Hashable {
    package init() {}
}

/// A document's path: collection, id, sub-collection, id, …
package struct DocumentKey: Hashable, Sendable, CustomStringConvertible {
    package let path: String

    /// - Parameter parts: alternately collection and id, so an even number; none holds a `/`.
    package init(_ parts: String...) {
        path = parts.dropFirst().reduce(into: parts.first ?? "") { path, part in
            path += "/"
            path += part
        }
    }

    package init(path: String) {
        self.path = path
    }

    /// The path of the collection that the document stands in.
    package var collection: String {
        path.split(separator: "/").dropLast().joined(separator: "/")
    }

    /// The last collection's own name, shared by all collections of a group.
    package var group: String {
        path.split(separator: "/").dropLast().last.map(String.init) ?? ""
    }

    package var id: String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }

    package var description: String { path }
}

/// A stored document. Its body is one JSON object; a member named `at` or ending in `_at` that holds an RFC 3339 text is an
/// instant, which a store with native timestamps keeps as such.
package struct Document: Sendable {
    package var key: DocumentKey
    package var body: DocumentBody
    package var version: DocumentVersion

    package init(key: DocumentKey, body: DocumentBody, version: DocumentVersion) {
        self.key = key
        self.body = body
        self.version = version
    }
}

/// Tells one state of a document from every other; only the store that made it reads it.
package struct DocumentVersion: Hashable, Sendable {
    package let token: String

    package init(_ token: String) {
        self.token = token
    }
}

/// One write of a commit.
package struct DocumentWrite: Sendable {
    package var key: DocumentKey
    package var change: Change
    package var precondition: Precondition

    package init(_ change: Change, _ key: DocumentKey, if precondition: Precondition) {
        self.key = key
        self.change = change
        self.precondition = precondition
    }

    package enum Change: Sendable {
        /// Replaces the whole document.
        case put(DocumentBody)
        case delete

        /// Replaces the whole document by this JSON object.
        package static func put(json: Data) -> Change {
            .put(DocumentBody(json: json))
        }
    }

    package enum Precondition: Sendable, Hashable {
        case none
        /// The document does not exist.
        case absent
        /// The document exists in just this version.
        case version(DocumentVersion)
    }
}

/// Which documents are asked for.
package struct DocumentQuery: Sendable, Hashable {
    package var source: Source
    package var filters: [Filter]
    package var order: Order
    /// The page after this cursor, from an earlier page of the same query.
    package var cursor: String?
    package var limit: Int

    package init(_ source: Source, where filters: [Filter] = [], order: Order, after cursor: String? = nil, limit: Int)
    {
        self.source = source
        self.filters = filters
        self.order = order
        self.cursor = cursor
        self.limit = limit
    }

    package enum Source: Sendable, Hashable {
        /// One collection, by its path.
        case collection(String)
        /// All collections of this name, wherever they stand.
        case group(String)
    }

    /// A comparison of a top-level member; a document without the member, or with null, never matches.
    package enum Filter: Sendable, Hashable {
        case equal(String, String)
        /// The texts are compared, which for instants is the order of time.
        case atMost(String, Timestamp)
        case atLeast(String, Timestamp)
    }

    /// By a top-level member, then by path in the same direction; documents without the member are left out.
    package struct Order: Sendable, Hashable {
        package var member: String
        package var descending: Bool

        package init(_ member: String, descending: Bool = false) {
            self.member = member
            self.descending = descending
        }
    }
}

/// Part of a query's answer.
package struct DocumentPage: Sendable {
    package var documents: [Document]
    /// Continues after the last document; nil when nothing follows.
    package var cursor: String?

    package init(documents: [Document], cursor: String?) {
        self.documents = documents
        self.cursor = cursor
    }
}
