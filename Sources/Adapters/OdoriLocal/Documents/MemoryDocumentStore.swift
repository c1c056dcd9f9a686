import OdoriDomain
package import OdoriPorts

/// Documents in memory, for tests and simulations: the same promises as the durable stores, gone with the process.
///
/// It owns no thread and never waits, so that every step of it runs where the caller's executor says.
package actor MemoryDocumentStore: DocumentStore {
    private struct Record {
        var document: Document
        var members: DocumentMembers
    }

    /// By collection path, then by document path.
    private var collections: [ExactText: [ExactText: Record]] = [:]
    private var groups: [ExactText: Set<ExactText>] = [:]
    private var lastVersion = 0

    package init() {}

    package func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        try keys.map { key in
            let place = try DocumentPlace(key)
            return record(at: place)?.document
        }
    }

    @discardableResult
    package func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        let checked = try CheckedWrite.check(writes)
        for write in checked {
            switch (write.precondition, record(at: write.place)?.document.version) {
            case (.none, _), (.absent, nil): continue
            case (.version(let expected), let stored?) where expected == stored: continue
            default: throw DocumentConflict()
            }
        }
        return checked.map { apply($0) }
    }

    package func query(_ query: DocumentQuery) async throws -> DocumentPage {
        let query = try CheckedQuery(query)
        var found: [(mark: QueryCursor, document: Document)] = []
        for collection in sources(of: query) {
            for record in (collections[collection] ?? [:]).values {
                guard query.matches(record.members), let mark = query.mark(of: record.document, record.members),
                    query.isPastCursor(mark)
                else { continue }
                found.append((mark, record.document))
            }
        }
        found.sort { query.precedes($0.mark, $1.mark) }
        let page = found.prefix(query.limit)
        let goesOn = found.count > page.count
        return DocumentPage(documents: page.map(\.document), cursor: goesOn ? page.last?.mark.text : nil)
    }

    /// Every document, in the order of paths: what a test compares.
    package func everything() -> [Document] {
        collections.values.flatMap(\.values).map(\.document)
            .sorted { ExactText($0.key.path) < ExactText($1.key.path) }
    }

    private func record(at place: DocumentPlace) -> Record? {
        collections[place.collection]?[place.path]
    }

    private func sources(of query: CheckedQuery) -> [ExactText] {
        switch query.source {
        case .collection(let path): [ExactText(path)]
        case .group(let name): Array(groups[ExactText(name)] ?? [])
        }
    }

    private func apply(_ write: CheckedWrite) -> DocumentVersion? {
        let place = write.place
        switch write.change {
        case .put(let content):
            lastVersion += 1
            let version = DocumentVersion(String(lastVersion))
            let document = Document(key: write.key, body: content.body, version: version)
            collections[place.collection, default: [:]][place.path] = Record(
                document: document,
                members: content.members
            )
            groups[place.group, default: []].insert(place.collection)
            return version
        case .delete:
            collections[place.collection]?[place.path] = nil
            if collections[place.collection]?.isEmpty == true {
                collections[place.collection] = nil
                groups[place.group]?.remove(place.collection)
            }
            return nil
        }
    }
}
