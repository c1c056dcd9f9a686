import Foundation
import GRDB
import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriLocal

@Suite("the SQLite file")
struct SQLiteDocumentStoreTests {
    @Test("the sweep's query and the lists are answered from an index, without sorting")
    func plans() async throws {
        try await withTestDirectory { directory in
            let store = try SQLiteDocumentStore(path: directory.appending("odori.sqlite"))
            let owner = DocumentQuery.Filter.equal("owner", "a")
            let newest = DocumentQuery.Order("created_at", descending: true)
            let cursor = QueryCursor(value: .text(ExactText("2026")), path: ExactText("jobs/1")).text
            let due = DocumentQuery.Filter.atMost("due_at", Timestamp(seconds: 0))
            let expected: [(DocumentQuery, String)] = [
                (
                    DocumentQuery(.group("engine"), where: [due], order: .init("due_at"), limit: 9),
                    "documents_by_due_at"
                ),
                (
                    DocumentQuery(.group("engine"), where: [due], order: .init("due_at"), after: cursor, limit: 9),
                    "documents_by_due_at"
                ),
                (DocumentQuery(.collection("jobs"), where: [owner], order: newest, limit: 9), "documents_by_owner"),
                (
                    DocumentQuery(.collection("jobs"), where: [owner], order: newest, after: cursor, limit: 9),
                    "documents_by_owner"
                ),
                (
                    DocumentQuery(
                        .collection("references"),
                        where: [.equal("status", "ready")],
                        order: .init("created_at"),
                        limit: 9
                    ),
                    "documents_by_status"
                ),
                (
                    DocumentQuery(.collection("outbox"), where: [due], order: .init("due_at"), limit: 9),
                    "documents_by_due_at"
                ),
            ]
            for (query, index) in expected {
                let sql = try QuerySQL(CheckedQuery(query))
                let plan = try store.read { try sql.plan($0) }
                #expect(plan.count == 1, "\(plan)")
                #expect(plan.first?.contains("USING INDEX \(index) ") == true, "\(plan)")
            }
            try store.close()
        }
    }

    @Test("a commit waits for the disk")
    func synchronous() async throws {
        try await withTestDirectory { directory in
            let store = try SQLiteDocumentStore(path: directory.appending("odori.sqlite"))
            let level = try await store.pool.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
            let journal = try await store.pool.write { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
            #expect(level == 2 && journal == "wal")
            try store.close()
        }
    }

    @Test("a deferred commit is seen by everybody at once, and waits for the disk with the next one that does")
    func deferredCommits() async throws {
        try await withTestDirectory { directory in
            let path = directory.appending("odori.sqlite")
            let store = try SQLiteDocumentStore(path: path)
            let other = try SQLiteDocumentStore(path: path)
            let key = DocumentKey("leases", "1")
            let levels = { try await store.pool.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } }
            let writes = [DocumentWrite(.put(json: Data("{}".utf8)), key, if: .none)]
            let versions = try await store.commit(writes, .deferred)
            #expect(try await levels() == 1)
            #expect(try await other.get([key]).first??.version == versions.first ?? nil)
            try await store.commit(writes, .immediate)
            #expect(try await levels() == 2)
            try store.close()
            try other.close()
        }
    }

    @Test("many open a new file at the same moment, and all share it")
    func simultaneousOpening() async throws {
        try await withTestDirectory { directory in
            let path = directory.appending("odori.sqlite")
            let key = DocumentKey("counters", "1")
            try await withThrowingTaskGroup { group in
                for _ in 0..<12 {
                    group.addTask {
                        let store = try await BlockingWork.run { _ in try SQLiteDocumentStore(path: path) }
                        for _ in 0..<5 { try await increment(key, in: store) }
                        try store.close()
                    }
                }
                try await group.waitForAll()
            }
            let store = try SQLiteDocumentStore(path: path)
            let body = try await store.get([key]).first??.body.json()
            #expect(body == Data("{\"n\":60}".utf8))
            try store.close()
        }
    }

    @Test("a file of a later version is not touched")
    func laterLayout() async throws {
        try await withTestDirectory { directory in
            let path = directory.appending("odori.sqlite")
            let store = try SQLiteDocumentStore(path: path)
            try await store.pool.write { try $0.execute(sql: "PRAGMA user_version = 99") }
            try store.close()
            #expect(throws: OdoriError(.unsupportedVersion, "")) { try SQLiteDocumentStore(path: path) }
        }
    }

    @Test("a file that is no database, and a place that does not exist, are told apart")
    func unusableFiles() async throws {
        try await withTestDirectory { directory in
            let path = directory.appending("odori.sqlite")
            try Data(repeating: 0x41, count: 8192).write(to: URL(filePath: path.string))
            #expect(throws: OdoriError(.documentCorrupt, "")) { try SQLiteDocumentStore(path: path) }
            #expect(throws: OdoriError(.storeUnavailable, "")) {
                try SQLiteDocumentStore(path: directory.appending("nowhere/odori.sqlite"))
            }
        }
    }

    @Test("a closed store answers with a transient error")
    func closed() async throws {
        try await withTestDirectory { directory in
            let store = try SQLiteDocumentStore(path: directory.appending("odori.sqlite"))
            try store.close()
            await #expect(throws: OdoriError(.storeUnavailable, "")) { try await store.get([DocumentKey("a", "b")]) }
            await #expect(throws: OdoriError(.storeUnavailable, "")) {
                try await store.commit([DocumentWrite(.delete, DocumentKey("a", "b"), if: .none)])
            }
        }
    }

    @Test("commits that come together share transactions, and a conflict among them leaves no trace and harms no other")
    func batches() async throws {
        try await withTestDirectory { directory in
            let store = try SQLiteDocumentStore(path: directory.appending("odori.sqlite"))
            let taken = DocumentKey("things", "taken")
            try await store.commit([DocumentWrite(.put(json: Data("{}".utf8)), taken, if: .absent)])
            let conflicts = try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        let own = DocumentKey("things", String(number))
                        let keys =
                            switch number % 20 {
                            case 0: [taken, own]
                            case 10: [own, taken]
                            default: [own]
                            }
                        do {
                            try await store.commit(
                                keys.map { DocumentWrite(.put(json: Data("{}".utf8)), $0, if: .absent) })
                            return 0
                        } catch is DocumentConflict {
                            return 1
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            let stored = try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM documents") }
            #expect(conflicts == 20 && stored == 181)
            try store.close()
        }
    }

    @Test("a document that is written in pieces and has become too large is refused, and the one before it stays")
    func tooLarge() async throws {
        try await withTestDirectory { directory in
            let store = try SQLiteDocumentStore(path: directory.appending("odori.sqlite"))
            let now = Timestamp(seconds: 1_770_458_399)
            let key = DocumentKey("jobs", "1", "engine", "0")
            func write(_ engine: EngineDocument, _ precondition: DocumentWrite.Precondition) async throws {
                try await store.commit([DocumentWrite(.put(DocumentBody(engine)), key, if: precondition)])
            }
            func stored() async throws -> (engine: EngineDocument, version: DocumentVersion) {
                let document = try #require(try await store.get([key]).first.flatMap(\.self))
                let text = try store.read { try Data.fetchOne($0, sql: "SELECT body FROM documents") }
                return (try JSONDecoder().decode(EngineDocument.self, from: try #require(text)), document.version)
            }
            let first = EngineDocument(graph: .build(JobOptions()), now: now)
            try await write(first, .absent)
            var large = first
            let error = OdoriError(.documentRefused, String(repeating: "x", count: 1 << 20))
            large.update(.music) { $0.error = StageError(slot: nil, stage: .music, error: error, at: now) }
            let version = try await stored().version
            await #expect(throws: OdoriError(.documentRefused, "")) { try await write(large, .version(version)) }
            #expect(try await stored().engine == first)
            var second = first
            second.update(.music) { $0.check += 1 }
            try await write(second, .version(version))
            #expect(try await stored().engine == second)
            try store.close()
        }
    }

    @Test(
        "a body that is no JSON keeps no query from the others, and can be replaced",
        arguments: ["", "{\"a", "garbage"])
    func broken(text: String) async throws {
        try await withTestDirectory { directory in
            let path = directory.appending("odori.sqlite")
            let keys = [DocumentKey("jobs", "1"), DocumentKey("jobs", "2")]
            let whole = Data(#"{"status":"running","updated_at":"2026-01-01T00:00:00.000Z"}"#.utf8)
            let before = try SQLiteDocumentStore(path: path)
            try await before.commit(keys.map { DocumentWrite(.put(json: whole), $0, if: .absent) })
            try await before.pool.write {
                try $0.execute(sql: "UPDATE documents SET body = ? WHERE path = 'jobs/1'", arguments: [text])
            }
            try before.close()
            // Another process, which has not read it while it was whole.
            let store = try SQLiteDocumentStore(path: path)
            func quiet() async throws -> [DocumentKey] {
                try await store.query(
                    DocumentQuery(
                        .collection("jobs"),
                        where: [.equal("status", "running"), .atMost("updated_at", Timestamp(seconds: 1_800_000_000))],
                        order: .init("updated_at"), limit: 9)
                ).documents.map(\.key)
            }
            #expect(try await quiet() == [keys[1]])
            let found = try #require(try await store.get([keys[0]]).first.flatMap(\.self))
            #expect(try found.body.json() == Data(text.utf8))
            try await store.commit([DocumentWrite(.put(json: whole), keys[0], if: .version(found.version))])
            #expect(try await quiet() == keys)
            try store.close()
        }
    }

    @Test("a cancelled task still gets its commit and its read")
    func cancelled() async throws {
        try await withTestDirectory { directory in
            let store = try SQLiteDocumentStore(path: directory.appending("odori.sqlite"))
            let key = DocumentKey("leases", "1")
            await withTaskGroup { group in
                group.addTask {
                    await #expect(throws: Never.self) {
                        try await store.commit([DocumentWrite(.put(json: Data("{}".utf8)), key, if: .absent)])
                        let found = try await store.get([key])
                        #expect(found.count == 1 && found.allSatisfy { $0 != nil })
                    }
                }
                group.cancelAll()
            }
            try store.close()
        }
    }
}

private func increment(_ key: DocumentKey, in store: SQLiteDocumentStore) async throws {
    while true {
        let stored = try await store.get([key]).first.flatMap { $0 }
        let text = try stored.map { String(decoding: try $0.body.json(), as: UTF8.self) } ?? "{\"n\":0}"
        let number = try #require(Int(text.dropFirst(5).dropLast()))
        let precondition = stored.map { DocumentWrite.Precondition.version($0.version) } ?? .absent
        do {
            try await store.commit([
                DocumentWrite(.put(json: Data("{\"n\":\(number + 1)}".utf8)), key, if: precondition)
            ])
            return
        } catch is DocumentConflict {
            continue
        }
    }
}
