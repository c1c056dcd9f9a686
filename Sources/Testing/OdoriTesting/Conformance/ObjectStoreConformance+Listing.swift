import Foundation
import OdoriDomain
import OdoriPorts
import Testing

extension ObjectStoreConformance {
    static let listing: [Case] = [
        with("a list is in the order of the names' bytes, page by page") { store, place in
            let file = try place.file("x")
            // `-` and `.` stand before `/`, digits after it: the order of names is not that of folders.
            let names = ["a-b/x", "a.b", "a/b", "a/c/d", "a/c/e", "a0", "b", "b.d/c", "c/c"]
            for name in names.shuffled() { try await store.put(file, as: place.name(name), attributes, if: .absent) }
            for limit in [1, 2, 4, 100] {
                let found = try await everyPage(place.folder + "/", limit, in: store)
                #expect(found == names.map { "\(place.folder)/\($0)" }, "\(limit)")
            }
        },
        with("a prefix may end inside a part, and finds nothing else") { store, place in
            let file = try place.file("x")
            for name in ["run/0001/a", "run/0001/b", "run/0010/a", "run/01", "other/0001"] {
                try await store.put(file, as: place.name(name), attributes, if: .absent)
            }
            for (prefix, expected) in [
                ("/run/0001/", ["run/0001/a", "run/0001/b"]), ("/run/00", ["run/0001/a", "run/0001/b", "run/0010/a"]),
                ("/run/0001", ["run/0001/a", "run/0001/b"]), ("/none", []), ("/run/01", ["run/01"]), ("/run/01/", []),
            ] {
                let found = try await everyPage(place.folder + prefix, 10, in: store)
                #expect(found == expected.map { "\(place.folder)/\($0)" }, "\(prefix)")
            }
        },
        with("a list says of each object what its info says") { store, place in
            let put = try await store.put(place.file("abc"), as: place.name("a"), attributes, if: .absent)
            let found = try await store.list(prefix: place.folder, after: nil, limit: 5)
            #expect(found == [put])
        },
        with("a cursor need not be stored any more") { store, place in
            let file = try place.file("x")
            for name in ["a", "b", "c", "d"] {
                try await store.put(file, as: place.name(name), attributes, if: .absent)
            }
            try await store.delete(place.name("b"))
            let rest = try await store.list(prefix: place.folder, after: place.name("b"), limit: 5).map(\.name.lastPart)
            let none = try await store.list(prefix: place.folder, after: nil, limit: 0)
            #expect(rest == ["c", "d"] && none.isEmpty)
        },
    ]

    private static func everyPage(_ prefix: String, _ limit: Int, in store: any ObjectStore) async throws -> [String] {
        var names: [ObjectName] = []
        for _ in 0..<100 {
            let page = try await store.list(prefix: prefix, after: names.last, limit: limit)
            if page.isEmpty { return names.map(\.rawValue) }
            #expect(page.count <= limit)
            names += page.map(\.name)
        }
        Issue.record("the pages do not end")
        return []
    }
}
