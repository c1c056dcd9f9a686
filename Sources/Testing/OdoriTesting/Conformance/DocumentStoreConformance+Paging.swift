import OdoriJSON
import Foundation
import OdoriDomain
import OdoriPorts
import Testing

extension DocumentStoreConformance {
    static let paging: [Case] = [
        Case("pages go through everything once, both ways, equal values in the order of paths") { store in
            let place = Place()
            var expected: [String] = []
            for number in 0..<23 {
                let id = "d" + String(100 + number)
                let minute = 10 + number / 4
                try await store.put(#"{"created_at":"2026-01-01T00:\#(minute):00.000Z"}"#, place.key(id))
                expected.append(id)
            }
            for descending in [false, true] {
                let order = DocumentQuery.Order("created_at", descending: descending)
                let found = try await everyPage(DocumentQuery(place.all, order: order, limit: 5), in: store)
                #expect(found == (descending ? expected.reversed() : expected))
            }
        },
        Case("texts are ordered by their bytes") { store in
            let place = Place()
            let names = ["", "A", "Z", "a", "a b", "aa", "b", "é", "踊", "\u{FF21}", "💃"]
            for (number, name) in names.enumerated() {
                let body = JSONValue.object(["name": .string(name)])
                try await store.commit([
                    DocumentWrite(.put(json: JSONEncoder().encode(body)), place.key("d\(99 - number)"), if: .none)
                ])
            }
            let found = try await everyPage(DocumentQuery(place.all, order: .init("name"), limit: 4), in: store)
            #expect(found == names.indices.map { "d\(99 - $0)" })
        },
        Case("documents without the order's member, or with null in it, are left out") { store in
            let place = Place()
            try await store.put(#"{"name":"x"}"#, place.key("has"))
            try await store.put(#"{"name":null}"#, place.key("null"))
            try await store.put(#"{"other":"x"}"#, place.key("lacks"))
            #expect(try await store.ids(DocumentQuery(place.all, order: .init("name"), limit: 9)) == ["has"])
        },
        Case("numbers can be the order and stand as numbers do") { store in
            let place = Place()
            for number in [10, 9, 100, -1] { try await store.put(#"{"slot":\#(number)}"#, place.key("d\(number)")) }
            let found = try await everyPage(DocumentQuery(place.all, order: .init("slot"), limit: 3), in: store)
            #expect(found == ["d-1", "d9", "d10", "d100"])
        },
        Case("what comes and goes between pages neither repeats nor hides the rest") { store in
            let place = Place()
            for number in 0..<8 { try await putNumbered(number * 10, at: place, in: store) }
            var query = DocumentQuery(place.all, order: .init("created_at", descending: true), limit: 3)
            let first = try await store.query(query)
            #expect(first.documents.map(\.key.id) == ["70", "60", "50"])
            try await putNumbered(80, at: place, in: store)
            try await putNumbered(65, at: place, in: store)
            try await putNumbered(45, at: place, in: store)
            // The very document that the cursor points at.
            try await store.delete(place.key("50"))
            query.cursor = first.cursor
            #expect(try await everyPage(query, in: store) == ["45", "40", "30", "20", "10", "0"])
        },
        Case("the last page has no cursor, and one that is just full neither") { store in
            let place = Place()
            for number in 0..<6 { try await putNumbered(number, at: place, in: store) }
            var query = DocumentQuery(place.all, order: .init("created_at"), limit: 3)
            let first = try await store.query(query)
            query.cursor = first.cursor
            let second = try await store.query(query)
            #expect(second.documents.count == 3 && second.cursor == nil)
            let empty = try await store.query(
                DocumentQuery(.collection("e" + freshName()), order: .init("n"), limit: 3)
            )
            #expect(empty.documents.isEmpty && empty.cursor == nil)
        },
        Case("a cursor fits into a URL, a forged one is refused") { store in
            let place = Place()
            for id in ["踊り?&#1", "踊り?&#2"] { try await store.put(#"{"name":"踊り/+=&"}"#, place.key(id)) }
            var query = DocumentQuery(place.all, order: .init("name"), limit: 1)
            let page = try await store.query(query)
            let cursor = try #require(page.cursor)
            #expect(
                cursor.utf8.allSatisfy {
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8.contains($0)
                }
            )
            for forged in ["", "x", "e30", "☃", cursor + cursor] {
                query.cursor = forged
                await #expect(throws: OdoriError.self, "\(forged)") { try await store.query(query) }
            }
        },
    ]

    private static func putNumbered(_ number: Int, at place: Place, in store: any DocumentStore) async throws {
        let instant = Timestamp(seconds: 1_770_458_400 + Int64(number)).rfc3339
        try await store.put(#"{"created_at":"\#(instant)"}"#, place.key(String(number)))
    }

    private static func everyPage(_ query: DocumentQuery, in store: any DocumentStore) async throws -> [String] {
        var query = query
        var found: [String] = []
        for _ in 0..<100 {
            let page = try await store.query(query)
            found += page.documents.map(\.key.id)
            #expect(page.documents.count <= query.limit)
            guard let cursor = page.cursor else { return found }
            query.cursor = cursor
        }
        Issue.record("the pages do not end")
        return found
    }
}
