import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OdoriDomain
import OdoriLocal
import OdoriPipeline
import OdoriTesting
import OdoriWorker
import Testing

@Suite("Messages of Pub/Sub at the worker")
struct PubSubRouteTests {
    private static let payload = #"{"version":1,"job_id":"x"}"#

    @Test(
        "a message is handed on by its path and acknowledged",
        arguments: ["stage", "job", "reference", "webhook", "callback"])
    func genuine(path: String) async throws {
        let fixture = WorkerFixture()
        try await fixture.test { client async throws in
            let response = try await client.push("/pubsub/push", Self.message(["path": "/tasks/\(path)"]))
            #expect(response.status == .ok)
            #expect(fixture.handler.received == [Self.payload])
        }
    }

    @Test("the sweep comes by message too")
    func sweep() async throws {
        let fixture = WorkerFixture()
        try await fixture.test { client async throws in
            #expect(try await client.push("/pubsub/push", Self.message(["path": "/tasks/sweep"])).status == .ok)
            #expect(fixture.handler.swept == 1)
        }
    }

    @Test(
        "a file that is there now is told of, with its bucket; other events ask for nothing",
        arguments: [
            ("OBJECT_FINALIZE", true), ("OBJECT_METADATA_UPDATE", true), ("OBJECT_DELETE", false),
            ("OBJECT_ARCHIVE", false), ("SOMETHING_ELSE", false),
        ])
    func notification(event: String, counts: Bool) async throws {
        let fixture = WorkerFixture()
        try await fixture.test { client async throws in
            let told = Self.message([
                "eventType": event, "bucketId": "dances", "objectId": "references/a b/ü.mp4", "objectGeneration": "7",
                "payloadFormat": "JSON_API_V1",
            ])
            #expect(try await client.push("/pubsub/push", told).status == .ok)
            let expected = DroppedFile(bucket: "dances", name: "references/a b/ü.mp4")
            #expect(fixture.handler.files == (counts ? [expected] : []))
            #expect(fixture.handler.received.isEmpty)
        }
    }

    @Test(
        "what no later push could read either is recorded and acknowledged",
        arguments: [
            "", "no json", "{}", #"{"message":7}"#, #"{"message":{"data":"***"}}"#, #"{"message":{}}"#,
            #"{"message":{"attributes":{"path":"/tasks/unknown"}}}"#,
            #"{"message":{"attributes":{"eventType":"OBJECT_FINALIZE"}}}"#,
        ])
    func unreadable(body: String) async throws {
        let fixture = WorkerFixture()
        try await fixture.test { client async throws in
            #expect(try await client.push("/pubsub/push", body).status == .ok)
            #expect(fixture.handler.received.isEmpty && fixture.handler.files.isEmpty && fixture.handler.swept == 0)
        }
    }

    @Test("a message whose work could not be committed comes again")
    func failure() async throws {
        let fixture = WorkerFixture()
        fixture.handler.fail(with: OdoriError(.storeUnavailable, "no disk", .transient))
        try await fixture.test { client async throws in
            for attributes in [
                ["path": "/tasks/stage"], ["eventType": "OBJECT_FINALIZE", "bucketId": "b", "objectId": "o"],
            ] {
                let response = try await client.push("/pubsub/push", Self.message(attributes))
                #expect(response.status == .internalServerError)
            }
        }
    }

    @Test(
        "who proves nothing goes no further",
        arguments: [(nil, 401), ("Bearer forged", 401), ("Bearer stranger", 403)] as [(String?, Int)])
    func refused(token: String?, status: Int) async throws {
        let fixture = WorkerFixture()
        let signed = EmulatorAddress(signer: HMACSigner(secret: "a secret of all workers")).url(of: "")
        try await fixture.test { client async throws in
            for path in ["/pubsub/push", "/pubsub/push?token=", signed] {
                let response = try await client.push(path, Self.message(["path": "/tasks/stage"]), token: token)
                #expect(response.status.code == status)
            }
            #expect(fixture.handler.received.isEmpty)
        }
    }

    @Test("the emulator is let in by its address, at this door only, and nobody else by another")
    func emulator() async throws {
        var fixture = WorkerFixture()
        let address = EmulatorAddress(signer: HMACSigner(secret: "a secret of all workers"))
        fixture.emulatorAddress = address
        let other = EmulatorAddress(signer: HMACSigner(secret: "another secret"))
        try await fixture.test { [fixture] client async throws in
            let message = Self.message(["path": "/tasks/stage"])
            #expect(try await client.push(address.url(of: ""), message, token: nil).status == .ok)
            #expect(try await client.push("/pubsub/push", message).status == .ok)
            #expect(fixture.handler.received.count == 2)
            for path in [other.url(of: ""), "/pubsub/push", "/pubsub/push?token="] {
                #expect(try await client.push(path, message, token: nil).status == .unauthorized)
            }
            let elsewhere = address.url(of: "").replacing("/pubsub/push", with: "/tasks/stage")
            #expect(try await client.push(elsewhere, Self.payload, token: nil).status == .unauthorized)
            #expect(fixture.handler.received.count == 2)
        }
    }

    /// As Google's emulator wraps a message.
    private static func message(_ attributes: [String: String]) -> String {
        let pairs = attributes.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",")
        let data = Data(payload.utf8).base64EncodedString()
        return """
            {"subscription":"projects/p/subscriptions/s","message":{"publishTime":"2026-02-07T10:00:00.077Z","data":"\(data)",
             "publish_time":"2026-02-07T10:00:00.077Z","messageId":"1","attributes":{\(pairs)},"message_id":"1"}}
            """
    }
}
