import OdoriJSON
import Foundation
import OdoriDomain
import OdoriPorts
import Testing

extension DocumentStoreConformance {
    static let writing: [Case] = [
        Case("what is put can be got, in the order of the keys") { store in
            let place = Place()
            let first = Data(#"{"b": 1,  "a":"x"}"#.utf8)
            let versions = try await store.commit([
                DocumentWrite(.put(json: first), place.key("1"), if: .none),
                DocumentWrite(.put(json: Data("{}".utf8)), place.key("2"), if: .absent),
            ])
            let found = try await store.get([place.key("2"), place.key("missing"), place.key("1")])
            #expect(found.map { $0?.key } == [place.key("2"), nil, place.key("1")])
            #expect(try await store.json(place.key("1")) == JSONValue(json: first))
            #expect(found.map { $0?.version } == [versions[1], nil, versions[0]])
        },
        Case("nothing asked is nothing answered, nothing written nothing changed") { store in
            let found = try await store.get([])
            let written = try await store.commit([])
            #expect(found.isEmpty && written.isEmpty)
        },
        Case("a put replaces the whole document and gives it another version") { store in
            let key = Place().key("1")
            let first = try await store.put(#"{"a":1,"b":2}"#, key)
            let second = try await store.put(#"{"c":3}"#, key, if: .version(first))
            #expect(first != second)
            #expect(try await store.json(key) == .object(["c": .integer(3)]))
        },
        Case("absent lets the first writer in and refuses the second") { store in
            let key = Place().key("1")
            try await store.put(#"{"by":"first"}"#, key, if: .absent)
            await #expect(throws: DocumentConflict()) { try await store.put(#"{"by":"second"}"#, key, if: .absent) }
            #expect(try await store.json(key) == .object(["by": .string("first")]))
        },
        Case("a version that has passed is refused, for a put and for a delete") { store in
            let key = Place().key("1")
            let old = try await store.put(#"{"n":1}"#, key)
            try await store.put(#"{"n":2}"#, key)
            await #expect(throws: DocumentConflict()) { try await store.put(#"{"n":3}"#, key, if: .version(old)) }
            await #expect(throws: DocumentConflict()) { try await store.delete(key, if: .version(old)) }
            #expect(try await store.json(key) == .object(["n": .integer(2)]))
        },
        Case("a version of a document that does not exist is refused") { store in
            let place = Place()
            let version = try await store.put("{}", place.key("1"))
            await #expect(throws: DocumentConflict()) {
                try await store.put("{}", place.key("2"), if: .version(version))
            }
            await #expect(throws: DocumentConflict()) { try await store.delete(place.key("2"), if: .version(version)) }
            #expect(try await store.json(place.key("2")) == nil)
        },
        Case("a version never comes back, not even with the same body after a delete") { store in
            let key = Place().key("1")
            let old = try await store.put(#"{"n":1}"#, key)
            try await store.delete(key)
            let new = try await store.put(#"{"n":1}"#, key, if: .absent)
            #expect(old != new)
            await #expect(throws: DocumentConflict()) { try await store.put("{}", key, if: .version(old)) }
        },
        Case("a deleted document is gone, deleting it again is no error") { store in
            let place = Place()
            let version = try await store.put(#"{"created_at":"2026-02-07T10:00:00.000Z"}"#, place.key("1"))
            try await store.delete(place.key("1"), if: .version(version))
            try await store.delete(place.key("1"))
            #expect(try await store.document(place.key("1")) == nil)
            #expect(try await store.ids(DocumentQuery(place.all, order: .init("created_at"), limit: 9)) == [])
        },
        Case("one refused write keeps all others of its commit away") { store in
            let place = Place()
            let version = try await store.put(#"{"n":1}"#, place.key("kept"))
            await #expect(throws: DocumentConflict()) {
                try await store.commit([
                    DocumentWrite(.put(json: Data(#"{"n":2}"#.utf8)), place.key("kept"), if: .version(version)),
                    DocumentWrite(.put(json: Data("{}".utf8)), place.key("new"), if: .none),
                    DocumentWrite(.delete, place.key("absent"), if: .version(version)),
                ])
            }
            #expect(try await store.json(place.key("kept")) == .object(["n": .integer(1)]))
            #expect(try await store.json(place.key("new")) == nil)
        },
        Case("a commit that names a document twice is refused") { store in
            let place = Place()
            let write = DocumentWrite(.put(json: Data("{}".utf8)), place.key("1"), if: .none)
            await #expect(throws: OdoriError.self) { try await store.commit([write, write]) }
            let found = try await store.json(place.key("1"))
            #expect(found == nil)
        },
    ]
}

extension DocumentStore {
    @discardableResult
    func put(_ json: String, _ key: DocumentKey, if precondition: DocumentWrite.Precondition = .none) async throws
        -> DocumentVersion
    {
        let versions = try await commit([DocumentWrite(.put(json: Data(json.utf8)), key, if: precondition)])
        let version = versions.first.flatMap { $0 }
        return try #require(version)
    }

    func delete(_ key: DocumentKey, if precondition: DocumentWrite.Precondition = .none) async throws {
        let versions = try await commit([DocumentWrite(.delete, key, if: precondition)])
        #expect(versions == [nil])
    }

    func json(_ key: DocumentKey) async throws -> JSONValue? {
        try await document(key).map { try JSONValue(json: $0.body.json()) }
    }

    func document(_ key: DocumentKey) async throws -> Document? {
        try await get([key]).first.flatMap { $0 }
    }

    /// The ids of one page.
    func ids(_ query: DocumentQuery) async throws -> [String] {
        try await self.query(query).documents.map(\.key.id)
    }
}

extension JSONValue {
    init(json: Data) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: json)
    }
}
