import Foundation
import OdoriJudges
import Testing

@Suite("security rules", Judges.calls("firestore"), .timeLimit(.minutes(2)))
struct RulesTests {
    @Test("an owner reads its own and nobody writes; what is the servers' own is closed, to queries as well")
    func rules() async throws {
        let rules = Command.repository.appending(path: "infra/firestore.rules")
        try await FirestoreEmulator.running(rules: rules) { emulator in
            let said = try await Command.python("firestore_rules.py", [emulator.host])
            #expect(said.hasPrefix("ok "))
        }
    }

    @Test("the indexes and lifetimes are JSON that names each field once a collection")
    func indexes() throws {
        let data = try Data(contentsOf: Command.repository.appending(path: "infra/firestore.indexes.json"))
        struct File: Decodable {
            var indexes: [Index]
            var fieldOverrides: [Override]

            struct Index: Decodable, Hashable {
                var collectionGroup: String
                var queryScope: String
                var fields: [[String: String]]
            }

            struct Override: Decodable {
                var collectionGroup: String
                var fieldPath: String
                var ttl: Bool?
            }
        }
        let file = try JSONDecoder().decode(File.self, from: data)
        let named = file.fieldOverrides.map { "\($0.collectionGroup).\($0.fieldPath)" }
        #expect(Set(named).count == named.count)
        #expect(Set(file.indexes).count == file.indexes.count)
        let lifetimes = file.fieldOverrides.filter { $0.ttl == true }.map(\.collectionGroup)
        #expect(Set(lifetimes).isSuperset(of: ["pipeline_jobs", "runs", "engine"]))
    }
}
