import OdoriLocal
import OdoriTesting
import SystemPackage
import Testing

@Suite("object stores")
struct ObjectStoreTests {
    @Test("the store in memory keeps the port's promises", arguments: ObjectStoreConformance.cases)
    func memory(_ promise: ObjectStoreConformance.Case) async throws {
        try await promise.check(MemoryObjectStore())
    }

    @Test("the directory store keeps the port's promises", arguments: ObjectStoreConformance.cases)
    func directory(_ promise: ObjectStoreConformance.Case) async throws {
        try await withTestDirectory { directory in
            try await promise.check(DirectoryObjectStore(root: directory))
        }
    }
}
