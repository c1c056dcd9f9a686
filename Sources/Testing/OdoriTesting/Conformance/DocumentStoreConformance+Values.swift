import OdoriJSON
import Foundation
import OdoriDomain
import OdoriPorts
import Testing

extension DocumentStoreConformance {
    static let values: [Case] = [
        Case("a body given as a value comes back as that value, and as its bytes") { store in
            let key = Place().key("1")
            let note = Note(owner: "mio", text: "踊り", dueAt: Timestamp(seconds: 1_770_458_400), count: 3)
            try await store.put(note, key)
            let body = try #require(try await store.document(key)).body
            #expect(try body.value(as: Note.self) == note)
            let json = #"{"count":3,"due_at":"2026-02-07T10:00:00.000Z","owner":"mio","text":"踊り"}"#
            #expect(try JSONValue(json: body.json()) == JSONValue(json: Data(json.utf8)))
        },
        Case("a body given as bytes comes back as the value that they spell, and a broken one as an error") { store in
            let key = Place().key("1")
            try await store.put(#"{"owner":"mio","text":"","due_at":"2026-02-07T10:00:00.000Z","count":3}"#, key)
            let body = try #require(try await store.document(key)).body
            #expect(try body.value(as: Note.self).dueAt == Timestamp(seconds: 1_770_458_400))
            try await store.put(#"{"owner":"mio"}"#, key)
            let broken = try #require(try await store.document(key)).body
            #expect(throws: DecodingError.self) { try broken.value(as: Note.self) }
        },
        Case("a value is read as another type through its bytes") { store in
            let key = Place().key("1")
            try await store.put(Note(owner: "mio", text: "a", dueAt: nil, count: 1), key)
            let body = try #require(try await store.document(key)).body
            #expect(try body.value(as: JSONValue.self)["owner"] == .string("mio"))
            #expect(try body.value(as: Note.self).text == "a")
        },
        Case("queries find values by what they tell and by what only their bytes tell, among bytes") { store in
            let place = Place()
            let early = Timestamp(seconds: 1_770_458_400)
            try await store.put(Note(owner: "mio", text: "b", dueAt: early, count: 2), place.key("1"))
            try await store.put(Note(owner: "mio", text: "a", dueAt: nil, count: 1), place.key("2"))
            try await store.put(
                #"{"owner":"mio","text":"c","due_at":"2026-02-07T10:00:00.001Z","count":0}"#, place.key("3"))
            try await store.put(Note(owner: "rin", text: "d", dueAt: early, count: 5), place.key("4"))
            func find(_ filters: [DocumentQuery.Filter], by member: String, descending: Bool = false) async throws
                -> [String]
            {
                try await store.ids(
                    DocumentQuery(
                        place.all, where: filters, order: .init(member, descending: descending), limit: 9))
            }
            #expect(try await find([.equal("owner", "mio")], by: "text") == ["2", "1", "3"])
            #expect(try await find([], by: "due_at") == ["1", "4", "3"])
            #expect(try await find([.atMost("due_at", early)], by: "due_at") == ["1", "4"])
            #expect(try await find([.equal("text", "c")], by: "count") == ["3"])
            #expect(try await find([], by: "count", descending: true) == ["4", "1", "2", "3"])
            let first = try await store.query(DocumentQuery(place.all, order: .init("due_at"), limit: 1))
            let rest = DocumentQuery(place.all, order: .init("due_at"), after: first.cursor, limit: 9)
            #expect(try await store.ids(rest) == ["4", "3"])
        },
    ]
}

/// Tells two of its members; the others only its bytes do.
private struct Note: Codable, Sendable, Hashable, QueryableValue {
    var owner: String
    var text: String
    var dueAt: Timestamp?
    var count: Int

    func told(_ member: String) -> ToldMember? {
        switch member {
        case "owner": .text(owner)
        case "due_at": ToldMember(dueAt)
        default: nil
        }
    }

    enum CodingKeys: String, CodingKey {
        case owner, text, count
        case dueAt = "due_at"
    }
}

extension DocumentStore {
    fileprivate func put(_ note: Note, _ key: DocumentKey) async throws {
        try await commit([DocumentWrite(.put(DocumentBody(note)), key, if: .none)])
    }
}
