import OdoriJSON
import AsyncHTTPClient
import Foundation
import Hummingbird
import OdoriDomain
import OdoriGoogleAuth
import OdoriGoogleQueues
import OdoriPorts
import OdoriTesting
import Testing

@Suite("the Pub/Sub client")
struct PubSubQueueTests {
    private static let now = Timestamp(milliseconds: 1_770_458_400_000)

    @Test("a task is published as the API wants it, with what the worker and filters need beside the payload")
    func wire() async throws {
        let server = ScriptedServer()
        try await server.serving { base in try await queue(base, tokens: OneToken()).enqueue(task()) }
        let sent = try #require(server.received.first)
        #expect(sent.path == "/v1/projects/p/topics/odori-tasks:publish")
        #expect(sent.headers[.authorization] == "Bearer access-token")
        let expected = #"""
            {"messages": [{"data": "eyJ0ZXh0Ijoi6LiK44KKPz4+In0=",
              "attributes": {"path": "/tasks/stage", "queue": "odori-media", "task": "0123-task_g0-c1"}}]}
            """#
        #expect(try json(sent.body) == json(Data(expected.utf8)))
    }

    @Test("what is due later is not published, what is due now is")
    func delays() async throws {
        let server = ScriptedServer()
        try await server.serving { base in
            let queue = queue(base)
            var task = task()
            task.notBefore = Self.now + .milliseconds(1)
            try await queue.enqueue(task)
            task.notBefore = Self.now
            try await queue.enqueue(task)
            #expect(!queue.keepsDelays)
        }
        #expect(server.received.count == 1)
    }

    @Test("a name is published once, and again when publishing it failed")
    func names() async throws {
        let server = ScriptedServer([.failure(.notFound, "Topic not found"), .init(status: .ok)])
        try await server.serving { base in
            let queue = queue(base)
            await #expect { try await queue.enqueue(task()) } throws: { error in
                let error = error as? OdoriError
                return error?.code == "queue_missing" && error?.message.contains("topics/odori-tasks") == true
            }
            for _ in 0..<3 { try await queue.enqueue(task()) }
            var other = task()
            other.id = "another"
            try await queue.enqueue(other)
        }
        #expect(server.received.count == 3)
    }

    @Test("a message that is refused is a lasting error, and trouble at the other side a passing one")
    func trouble() async throws {
        let refusing = ScriptedServer([.failure(.forbidden, "because of this")])
        try await refusing.serving { base in
            await #expect(throws: OdoriError("task_refused", "")) { try await queue(base).enqueue(task()) }
        }
        let ailing = ScriptedServer([.failure(.serviceUnavailable, "not now"), .init(status: .ok)])
        try await ailing.serving { base in
            var configuration = configuration(base)
            configuration.callDeadline = .seconds(5)
            try await PubSubQueue(configuration, http: .shared, clock: HastyClock()).enqueue(task())
        }
        #expect(ailing.received.count == 2)
    }

    private func configuration(_ base: String) -> PubSubConfiguration {
        PubSubConfiguration(baseURL: base, project: "p", topic: "odori-tasks")
    }

    private func queue(_ base: String, tokens: (any AccessTokens)? = nil) -> PubSubQueue {
        PubSubQueue(configuration(base), http: .shared, clock: ManualClock(now: Self.now), tokens: tokens)
    }

    private func task() -> QueuedTask {
        QueuedTask(
            queue: .media, id: "0123-task_g0-c1", path: "/tasks/stage", body: Data(#"{"text":"踊り?>>"}"#.utf8),
            notBefore: nil, deadline: .seconds(600))
    }

    private func json(_ data: Data) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: data)
    }
}

/// One token for ever.
private struct OneToken: AccessTokens {
    func current() async throws -> AccessToken {
        AccessToken(value: "access-token", expiresAt: Timestamp(seconds: 4_000_000_000))
    }

    func refused(_ token: AccessToken) async {}
}
