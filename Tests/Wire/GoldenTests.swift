import OdoriJSON
import Foundation
import OdoriDomain
import Testing

/// Layouts once written are read for ever: no golden file is ever changed or deleted, new layouts get new files.
@Suite("Golden documents")
struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

    private static func golden(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: name))
    }

    /// Decodes a golden file and encodes it again: nothing may get lost on the way.
    private static func roundTrip<Body: Codable & Equatable>(_ name: String, as type: Body.Type) throws {
        let data = try golden(name)
        let body = try JSONDecoder().decode(type, from: data)
        let again = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(body))
        let expected = try JSONDecoder().decode(JSONValue.self, from: data)
        #expect(again == expected, "\(name) changed on the way through this build")
    }

    @Test(
        "a stage's task of layout 1 is read",
        arguments: ["stage-task.v1.json", "job-task.v1.json", "reference-task.v1.json"])
    func tasks(_ name: String) throws {
        let data = try Self.golden(name)
        let payload = try TaskPayload(reading: data)
        let again = try JSONDecoder().decode(JSONValue.self, from: payload.encoded())
        #expect(try again == JSONDecoder().decode(JSONValue.self, from: data))
    }

    @Test("a webhook's task of layout 1 is read, and its name and the event's id are what they were")
    func webhookTask() throws {
        let data = try Self.golden("webhook-task.v1.json")
        let task = try WebhookTask(reading: data)
        #expect(
            try JSONDecoder().decode(JSONValue.self, from: task.encoded())
                == JSONDecoder().decode(JSONValue.self, from: data))
        let job = try #require(JobID(rawValue: "550e8400-e29b-41d4-a716-446655440000"))
        #expect(WebhookID(.jobCompleted, of: job, version: 41, slot: nil) == task.id)
        #expect(task.taskName == "68501612b68ad7c5-msg_f5c7874130ffae01397a99c803bc83ab-c3")
    }

    @Test("a task's name is what it was: another name would push the same work twice")
    func taskName() throws {
        let payload = try TaskPayload(reading: Self.golden("stage-task.v1.json"))
        #expect(payload.taskName == "bce711f8fd0ee115-550e8400-e29b-41d4-a716-446655440000-0000-dance_1-g0-c3")
    }

    @Test("an operation's key is what it was: another key would pay the same work twice")
    func operationKey() throws {
        let job = try #require(JobID(rawValue: "550e8400-e29b-41d4-a716-446655440000"))
        let key = OperationKey(run: RunID(job: job, slot: Slot(0)), stage: .dance(1), generation: 0)
        #expect(key.rawValue == "0404826a4ea0efdab8f8491eb30951a7")
    }

    @Test("documents of layout 1 pass through unchanged")
    func documents() throws {
        try Self.roundTrip("job.v1.json", as: JobDocument.self)
        try Self.roundTrip("outbox.v1.json", as: OutboxDocument.self)
        try Self.roundTrip("run.v1.json", as: RunDocument.self)
        try Self.roundTrip("engine.v1.json", as: EngineDocument.self)
        try Self.roundTrip("ledger.v1.json", as: LedgerDocument.self)
        try Self.roundTrip("reference.v1.json", as: ReferenceDocument.self)
        try Self.roundTrip("character.v1.json", as: CharacterDocument.self)
        try Self.roundTrip("provider.v1.json", as: ProviderCircuit.self)
    }

    @Test("every golden file is read by a test")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(
            files == [
                "character.v1.json", "engine.v1.json", "job-task.v1.json", "job.v1.json", "ledger.v1.json",
                "outbox.v1.json", "provider.v1.json", "reference-task.v1.json", "reference.v1.json", "run.v1.json",
                "stage-task.v1.json", "webhook-task.v1.json",
            ])
    }
}
