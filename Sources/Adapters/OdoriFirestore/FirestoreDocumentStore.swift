import OdoriJSON
import Foundation
import NIOCore
import OdoriDomain
package import OdoriGoogleAuth
package import OdoriPorts

/// Documents in Firestore, over its REST API.
///
/// A version is a document's update time. Every document that is written carries, as the member `_commit`, a name of the commit that
/// wrote it: by it a commit whose answer was lost is found again. It is never handed out.
///
/// Errors: `DocumentConflict`; `store_unavailable` (transient or throttled) when the service does not answer, cannot now, or a commit's
/// end stays unknown; `store_denied`, `store_missing`, `index_missing`, `document_refused`, `cursor_invalid`, `document_corrupt`
/// (permanent), with the service's own words.
package struct FirestoreDocumentStore: DocumentStore {
    let client: FirestoreClient
    private let groups: CommitGroups

    package init(_ configuration: FirestoreConfiguration, caller: GoogleCaller, clock: any WallClock) {
        client = FirestoreClient(configuration: configuration, caller: caller, clock: clock)
        groups = CommitGroups(clock: clock)
    }

    var root: String { client.configuration.root }

    @discardableResult
    package func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        guard !writes.isEmpty else { return [] }
        let commit = try FirestoreCommit(writes, root: root)
        guard commit.onlyCreates else { return try await send(commit) }
        return try await groups.commit(commit) { try await send($0, isInDoubt: $1) }
    }

    package func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        let names = try keys.map { try DocumentName($0) }
        guard !names.isEmpty else { return [] }
        let found = try await found(names, onlyMark: false)
        return zip(keys, names).map { key, name in found[ExactBytes(name.path)]?.document(key) }
    }

    package func query(_ query: DocumentQuery) async throws -> DocumentPage {
        guard query.limit > 0 else { return DocumentPage(documents: [], cursor: nil) }
        let wanted = try FirestoreQuery(query, root: root)
        let body = try QuickJSON.encode(wanted.request)
        let found: [FoundDocument]
        do {
            found = try await client.read(escaped(wanted.parent) + ":runQuery", ByteBuffer(bytes: body)) { bytes in
                try Self.documents(bytes, "document", order: query.order.member)
            }
        } catch let error as OdoriError where error.message.contains("FAILED_PRECONDITION") {
            throw OdoriError(.indexMissing, error.message)
        }
        let page = found.prefix(wanted.limit)
        let cursor = found.count > page.count ? page.last.flatMap { FirestoreCursor($0, root) }?.text : nil
        return DocumentPage(documents: page.map { $0.document(DocumentKey(path: path(of: $0))) }, cursor: cursor)
    }

    /// What exists of some documents, by path.
    func found(_ names: [DocumentName], onlyMark: Bool) async throws -> [ExactBytes: FoundDocument] {
        struct Request: Encodable {
            var documents: [String]
            var mask: Mask?
            /// Several documents are read as they were at one moment; such a transaction ends by itself.
            var newTransaction: Transaction?

            struct Transaction: Encodable {
                var readOnly: [String: String] = [:]
            }

            struct Mask: Encodable {
                var fieldPaths: [String]
            }
        }
        let mask = onlyMark ? Request.Mask(fieldPaths: ["\(CommitMark.member)"]) : nil
        let request = Request(
            documents: names.map { "\(root)/\($0.path)" }, mask: mask,
            newTransaction: names.count > 1 ? Request.Transaction() : nil)
        let body = try QuickJSON.encode(request)
        let documents = try await client.read(escaped(root) + ":batchGet", ByteBuffer(bytes: body)) { bytes in
            try Self.documents(bytes, "found", order: nil)
        }
        return Dictionary(documents.map { (ExactBytes(path(of: $0)), $0) }) { first, _ in first }
    }

    private func path(of document: FoundDocument) -> String {
        String(decoding: document.name.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self)
    }

    func escaped(_ path: String) -> String {
        // The database's usual name stands in parentheses, which a URL may hold as they are.
        DocumentName.escaped(path).replacing("%28default%29", with: "(default)")
    }

    /// The documents of a streamed answer: an array whose elements hold one each, or none.
    private static func documents(
        _ bytes: UnsafeRawBufferPointer, _ member: StaticString, order: String?
    ) throws -> [FoundDocument] {
        var reader = JSONBytes(bytes)
        var found: [FoundDocument] = []
        try reader.elements { reader in
            try reader.members { reader, name in
                if reader.isNamed(name, member) {
                    found.append(try FoundDocument(&reader, order: order))
                } else {
                    try reader.value()
                }
            }
        }
        try reader.end()
        return found
    }
}
