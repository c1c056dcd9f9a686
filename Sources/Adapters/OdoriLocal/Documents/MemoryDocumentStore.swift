import OdoriDomain
package import OdoriPorts
import Synchronization

/// Documents in memory, for tests and simulations: the same promises as the durable stores, gone with the process.
///
/// It owns no thread and never waits: every call is over before it lets go of its caller's, so that whoever decides which task runs
/// decides the order of commits. A body given as a value comes back as that value.
package final class MemoryDocumentStore: DocumentStore {
    private let state = Mutex(State())

    fileprivate struct Record {
        let place: DocumentPlace
        var document: Document
        var members: DocumentMembers
    }

    fileprivate struct State {
        /// By path.
        var records: [ExactText: Record] = [:]
        /// The paths of a collection's documents.
        var collections: [ExactText: Set<ExactText>] = [:]
        /// The paths of a group's collections.
        var groups: [ExactText: Set<ExactText>] = [:]
        var lastVersion = 0
    }

    package init() {}

    package func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        try state.withLock { state in
            try keys.map { key in
                if let record = state.records[ExactText(key.path)] { return record.document }
                _ = try DocumentPlace(key)
                return nil
            }
        }
    }

    @discardableResult
    package func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        let checked = try CheckedWrite.check(writes)
        return try state.withLock { state in
            for write in checked {
                switch (write.precondition, state.records[write.place.path]?.document.version) {
                case (.none, _), (.absent, nil): continue
                case (.version(let expected), let stored?) where expected == stored: continue
                default: throw DocumentConflict()
                }
            }
            return checked.map { state.apply($0) }
        }
    }

    package func query(_ query: DocumentQuery) async throws -> DocumentPage {
        let query = try CheckedQuery(query)
        var found: [(mark: QueryCursor, document: Document)] = []
        for record in state.withLock({ $0.candidates(query) }) {
            guard try query.matches(record.members),
                let mark = try query.mark(of: record.document, record.members), query.isPastCursor(mark)
            else { continue }
            found.append((mark, record.document))
        }
        found.sort { query.precedes($0.mark, $1.mark) }
        let page = found.prefix(query.limit)
        let goesOn = found.count > page.count
        return DocumentPage(documents: page.map(\.document), cursor: goesOn ? page.last?.mark.text : nil)
    }

    /// Every document, in the order of paths: what a test compares.
    package func everything() -> [Document] {
        state.withLock { $0.records.values.map(\.document) }
            .sorted { ExactText($0.key.path) < ExactText($1.key.path) }
    }
}

extension MemoryDocumentStore.State {
    fileprivate func candidates(_ query: CheckedQuery) -> [MemoryDocumentStore.Record] {
        let sources: Set<ExactText> =
            switch query.source {
            case .collection(let path): [ExactText(path)]
            case .group(let name): groups[ExactText(name)] ?? []
            }
        return sources.flatMap { collections[$0] ?? [] }.compactMap { records[$0] }
    }

    fileprivate mutating func apply(_ write: CheckedWrite) -> DocumentVersion? {
        let place = write.place
        switch write.change {
        case .put(let content):
            lastVersion += 1
            let version = DocumentVersion(String(lastVersion))
            let document = Document(key: write.key, body: content.body, version: version)
            let known = records.updateValue(
                .init(place: place, document: document, members: content.members), forKey: place.path)
            if known == nil {
                collections[place.collection, default: []].insert(place.path)
                groups[place.group, default: []].insert(place.collection)
            }
            return version
        case .delete:
            records[place.path] = nil
            collections[place.collection]?.remove(place.path)
            if collections[place.collection]?.isEmpty == true {
                collections[place.collection] = nil
                groups[place.group]?.remove(place.collection)
            }
            return nil
        }
    }
}
