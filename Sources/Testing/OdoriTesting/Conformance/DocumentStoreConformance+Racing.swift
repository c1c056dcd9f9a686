import OdoriJSON
import Foundation
import OdoriDomain
import OdoriPorts
import Testing

extension DocumentStoreConformance {
    static let racing: [Case] = [
        Case("sixteen writers of one document lose no update") { store in
            let key = Place().key("counter")
            try await store.put(#"{"n":0}"#, key)
            try await withThrowingTaskGroup { group in
                for _ in 0..<16 {
                    group.addTask { for _ in 0..<4 { try await increment(key, in: store) } }
                }
                try await group.waitForAll()
            }
            #expect(try await store.json(key) == .object(["n": .integer(64)]))
        },
        Case("of sixteen that create one document just one wins") { store in
            let key = Place().key("claim")
            let winners = await withTaskGroup { group in
                for number in 0..<16 {
                    group.addTask {
                        (try? await store.put(#"{"by":\#(number)}"#, key, if: .absent)) != nil ? number : nil
                    }
                }
                return await group.reduce(into: []) { winners, number in winners += [number].compactMap(\.self) }
            }
            #expect(winners.count == 1)
            let stored = try await store.json(key)
            #expect(stored == .object(["by": .integer(Int64(winners.first ?? -1))]))
        },
        Case("documents written together are never seen apart") { store in
            let place = Place()
            let keys = [place.key("left"), place.key("right")]
            try await writeBoth(keys, 0, in: store)
            try await withThrowingTaskGroup { group in
                group.addTask { for number in 1...40 { try await writeBoth(keys, number, in: store) } }
                for _ in 0..<2 {
                    group.addTask {
                        for _ in 0..<40 {
                            let found = try await store.get(keys).map { try $0?.body.json() }
                            #expect(found.first == found.last)
                        }
                    }
                }
                try await group.waitForAll()
            }
        },
    ]

    private static func increment(_ key: DocumentKey, in store: any DocumentStore) async throws {
        while true {
            let stored = try await store.document(key)
            let document = try #require(stored)
            guard case .integer(let number)? = try JSONValue(json: document.body.json())["n"] else {
                Issue.record("the counter holds no number")
                return
            }
            do {
                try await store.put(#"{"n":\#(number + 1)}"#, key, if: .version(document.version))
                return
            } catch is DocumentConflict {
                await Task.yield()
            }
        }
    }

    private static func writeBoth(_ keys: [DocumentKey], _ number: Int, in store: any DocumentStore) async throws {
        try await store.commit(keys.map { DocumentWrite(.put(json: Data(#"{"n":\#(number)}"#.utf8)), $0, if: .none) })
    }
}
