import Foundation
import OdoriJudges
import OdoriPorts
import OdoriTesting
import Testing

@Suite("Google's protobuf", .firestoreEmulator, Judges.calls("firestore"), .timeLimit(.minutes(5)))
struct ProtobufTests {
    @Test("every request of the port's promises parses strictly as Google's own message")
    func requests() async throws {
        let emulator = try FirestoreEmulator.running
        let relay = Relay(to: emulator.host)
        try await relay.serving { address in
            for promise in DocumentStoreConformance.cases {
                try await EmulatorPromises.check(promise, on: emulator.store(through: address))
            }
        }
        let asked = relay.asked
        #expect(Set(relay.calls) == ["batchGet", "commit", "runQuery"])
        let file = FileManager.default.temporaryDirectory.appending(path: "odori-requests-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        var lines = Data()
        // One line a request; the bodies hold no line feeds of their own.
        for request in asked {
            let call = request.path.split(separator: ":").last ?? ""
            lines += Data(#"{"call":"\#(call)","body":"#.utf8) + request.body + Data("}\n".utf8)
        }
        try lines.write(to: file)
        let said = try await Command.python("firestore_requests.py", [file.path])
        #expect(said == "ok \(asked.count)")
    }
}
