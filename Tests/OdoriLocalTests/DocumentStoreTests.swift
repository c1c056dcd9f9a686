import OdoriLocal
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

@Suite("document stores")
struct DocumentStoreTests {
    @Test("the store in memory keeps the port's promises", arguments: DocumentStoreConformance.cases)
    func memory(_ promise: DocumentStoreConformance.Case) async throws {
        try await promise.check(MemoryDocumentStore())
    }

    @Test("the SQLite store keeps the port's promises", arguments: DocumentStoreConformance.cases)
    func sqlite(_ promise: DocumentStoreConformance.Case) async throws {
        try await withTestDirectory { directory in
            let store = try SQLiteDocumentStore(path: directory.appending("odori.sqlite"))
            try await promise.check(store)
            try store.close()
        }
    }
}
