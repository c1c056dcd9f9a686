import OdoriJudges
import OdoriPorts
import OdoriTesting
import Testing

@Suite("Cloud Storage's wire, as others read it", Judges.calls("gcs"), .timeLimit(.minutes(5)))
struct ConformanceTests {
    /// What a server does otherwise than Cloud Storage, so that it cannot judge the promise.
    private static let blind: [StorageServer: [String: String]] = [
        .fakeGCS: [
            "a copy has the source's bytes and its own attributes, under its own precondition":
                "rewrites under no precondition"
        ],
        .emulator: [
            "absent refuses an existing object and tells what is stored": "looks at no precondition",
            "a generation is replaced once; whoever comes late with it is refused": "looks at no precondition",
            "of sixteen that create one object just one wins, and its bytes are kept": "looks at no precondition",
            "a copy has the source's bytes and its own attributes, under its own precondition":
                "keeps the source's attributes",
            "while an object is replaced again and again, its bytes and what is said of them always agree":
                "answers with another generation than was asked for",
        ],
        .testbench: [
            "a stored file comes back with its size, checksums, type and metadata": "adds metadata of its own",
            "a replaced object has its own type, metadata and checksums": "adds metadata of its own",
            "a copy has the source's bytes and its own attributes, under its own precondition":
                "adds metadata of its own",
        ],
    ]

    @Test("Cloud Storage keeps the port's promises", arguments: StorageServer.available)
    func promises(_ server: StorageServer) async throws {
        let blind = Self.blind[server] ?? [:]
        #expect(Set(blind.keys).isSubset(of: ObjectStoreConformance.cases.map(\.promise)))
        try await server.running { address in
            for promise in ObjectStoreConformance.cases where blind[promise.promise] == nil {
                do {
                    try await promise.check(Stores.at(address))
                } catch {
                    Issue.record(error, "\(promise.promise)")
                }
            }
        }
    }
}
