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

@Suite("the Cloud Tasks client")
struct CloudTasksQueueTests {
    @Test("a task is created as the API wants it")
    func wire() async throws {
        let server = ScriptedServer()
        try await server.serving { base in
            let queue = queue(base, tokens: FixedTokens())
            try await queue.enqueue(task())
        }
        let sent = try #require(server.received.first)
        #expect(sent.path == "/v2/projects/p/locations/l/queues/odori-poll/tasks")
        #expect(sent.headers[.authorization] == "Bearer access-token")
        #expect(sent.headers[.contentType] == "application/json")
        let expected = #"""
            {"responseView": "BASIC", "task": {
              "name": "projects/p/locations/l/queues/odori-poll/tasks/0123-task_g0-c1", "dispatchDeadline": "600s",
              "scheduleTime": "2026-02-07T10:00:00.250Z", "httpRequest": {
                "url": "http://worker:8081/tasks/stage", "httpMethod": "POST", "headers": {"Content-Type": "application/json"},
                "body": "eyJ0ZXh0Ijoi6LiK44KKPz4+In0=",
                "oidcToken": {"serviceAccountEmail": "tasks@p.example", "audience": "http://worker:8081"}}}}
            """#
        #expect(try json(sent.body) == json(Data(expected.utf8)))
    }

    @Test("a task carries on the trace of what orders it")
    func trace() async throws {
        let server = ScriptedServer()
        let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let context = WorkContext.current.with { $0.trace = TraceParent(text) }
        try await server.serving { base in
            let queue = queue(base)
            try await WorkContext.$current.withValue(context) { try await queue.enqueue(task()) }
        }
        let sent = try #require(server.received.first)
        let headers = try json(sent.body)["task"]?["httpRequest"]?["headers"]
        #expect(headers?["traceparent"] == .string(text))
    }

    @Test("media tasks go to the media worker, tasks due now carry no time, pushes without identity no token")
    func variants() async throws {
        let server = ScriptedServer()
        try await server.serving { base in
            var configuration = configuration(base + "/")
            configuration.identity = nil
            let queue = CloudTasksQueue(configuration, http: .shared, clock: ManualClock())
            var task = task()
            task.queue = .media
            task.notBefore = nil
            task.deadline = .milliseconds(15_500)
            try await queue.enqueue(task)
        }
        let sent = try #require(server.received.first)
        let members = try json(sent.body)["task"]
        #expect(sent.path == "/v2/projects/p/locations/l/queues/odori-media/tasks")
        #expect(sent.headers[.authorization] == nil)
        #expect(members?["httpRequest"]?["url"] == .string("http://media:8082/tasks/stage"))
        #expect(members?["httpRequest"]?["oidcToken"] == nil && members?["scheduleTime"] == nil)
        #expect(members?["dispatchDeadline"] == .string("15.500s"))
    }

    @Test("each queue's pushes are made out to the worker that they go to")
    func audiences() async throws {
        let server = ScriptedServer()
        try await server.serving { base in
            var configuration = configuration(base)
            configuration.identity = PushIdentity(
                email: "tasks@p.example", audience: "http://worker:8081", mediaAudience: "http://media:8082")
            let queue = CloudTasksQueue(configuration, http: .shared, clock: ManualClock())
            for name in QueueName.allCases {
                var task = task()
                task.queue = name
                try await queue.enqueue(task)
            }
        }
        #expect(server.received.count == QueueName.allCases.count)
        for sent in server.received {
            let isMedia = sent.path.contains("odori-media")
            let token = try json(sent.body)["task"]?["httpRequest"]?["oidcToken"]
            #expect(token?["audience"] == .string(isMedia ? "http://media:8082" : "http://worker:8081"))
        }
    }

    @Test("a name that was used already is success")
    func exists() async throws {
        let server = ScriptedServer([.failure(.conflict, "Requested entity already exists")])
        try await server.serving { base in try await queue(base).enqueue(task()) }
        #expect(server.received.count == 1)
    }

    @Test(
        "a queue is looked at before anybody needs it",
        arguments: [
            (ScriptedServer.Answer(status: .ok, body: #"{"state": "RUNNING"}"#), nil),
            (.init(status: .ok), nil), (.failure(.forbidden, "may not look"), nil),
            (.failure(.notFound, "gone"), "odori-media does not exist"),
            (.init(status: .ok, body: #"{"state": "PAUSED"}"#), "odori-media is paused"),
            (.failure(.serviceUnavailable, "later"), "odori-media answers 503"),
        ] as [(ScriptedServer.Answer, String?)])
    func complaints(_ answer: ScriptedServer.Answer, _ complaint: String?) async throws {
        let server = ScriptedServer([answer])
        try await server.serving { base in
            let found = await queue(base).complaint()
            #expect(complaint.map { found?.contains($0) == true } ?? (found == nil))
        }
        #expect(server.received.count == QueueName.allCases.count)
        #expect(server.received.contains { $0.path == "/v2/projects/p/locations/l/queues/odori-media" })
    }

    @Test("a queue that nobody serves does not answer, and that is soon known")
    func silentQueue() async throws {
        let found = await queue("http://127.0.0.1:9").complaint()
        #expect(found?.contains("odori-media does not answer") == true)
    }

    @Test("a queue that does not exist is a lasting error that names it")
    func missing() async throws {
        let server = ScriptedServer([.failure(.notFound, "Queue does not exist.")])
        try await server.serving { base in
            await #expect { try await queue(base).enqueue(task()) } throws: { error in
                let error = error as? OdoriError
                return error?.code == "queue_missing" && error?.kind == .permanent
                    && error?.message.contains("odori-poll") == true
            }
        }
        #expect(server.received.count == 1)
    }

    @Test("a refused task is a lasting error with the reason", arguments: [400, 401, 403, 413])
    func refused(_ status: Int) async throws {
        let server = ScriptedServer([.failure(.init(code: status), "because of this")])
        try await server.serving { base in
            await #expect { try await queue(base).enqueue(task()) } throws: { error in
                let error = error as? OdoriError
                return error?.code == "task_refused" && error?.message.contains("because of this") == true
            }
        }
        #expect(server.received.count == 1)
    }

    @Test("a server in trouble is asked again, with pauses that grow", arguments: [408, 429, 500, 502, 503, 504])
    func retried(_ status: Int) async throws {
        let trouble = ScriptedServer.Answer.failure(.init(code: status), "later")
        let server = ScriptedServer([trouble, trouble, trouble, .failure(.conflict, "it had arrived")])
        let clock = ManualClock()
        let start = clock.now
        try await server.serving { base in
            try await withThrowingTaskGroup { group in
                group.addTask { try await queue(base, clock: clock).enqueue(task()) }
                for _ in 0..<3 {
                    await clock.waitForSleepers()
                    clock.advanceToNextWake()
                }
                try await group.waitForAll()
            }
        }
        let waited = clock.now.duration(since: start)
        #expect(server.received.count == 4)
        #expect(Set(server.received.map(\.body)).count == 1)
        #expect(waited >= .milliseconds(640) && waited <= .milliseconds(1300), "\(waited)")
    }

    @Test(
        "an answer that breaks off, or is far too large, is none",
        arguments: [
            ScriptedServer.Answer(status: .ok, body: "{", isHalf: true),
            ScriptedServer.Answer(status: .ok, body: String(repeating: " ", count: 2 << 20)),
        ]
    )
    func half(_ answer: ScriptedServer.Answer) async throws {
        let server = ScriptedServer([answer, .failure(.conflict, "it had arrived")])
        let clock = ManualClock()
        try await server.serving { base in
            try await withThrowingTaskGroup { group in
                group.addTask { try await queue(base, clock: clock).enqueue(task()) }
                await clock.waitForSleepers()
                clock.advanceToNextWake()
                try await group.waitForAll()
            }
        }
        #expect(server.received.count == 2 && Set(server.received.map(\.body)).count == 1)
    }

    @Test("a server that stays in trouble is given up after four tries: a passing error")
    func givenUp() async throws {
        let server = ScriptedServer([.failure(.serviceUnavailable, "overloaded", retryAfter: "3600")])
        let clock = ManualClock()
        let start = clock.now
        try await server.serving { base in
            try await withThrowingTaskGroup { group in
                group.addTask {
                    await #expect { try await queue(base, clock: clock).enqueue(task()) } throws: { error in
                        let error = error as? OdoriError
                        return error?.kind == .transient && error?.message.contains("overloaded") == true
                    }
                }
                for _ in 0..<3 {
                    await clock.waitForSleepers()
                    clock.advanceToNextWake()
                }
                try await group.waitForAll()
            }
        }
        #expect(server.received.count == 4)
        #expect(clock.now.duration(since: start) == .seconds(6))
    }

    @Test("a server that cannot be reached, or says nothing until the deadline, is a passing error")
    func unreachable() async throws {
        for base in ["http://127.0.0.1:1", "http://nowhere.invalid"] {
            await #expect(throws: transient) { try await enqueue(base) }
        }
        let server = ScriptedServer([.init(status: .ok, isSilent: true)])
        try await server.serving { base in
            await #expect(throws: transient) { try await enqueue(base) }
        }
        // The clock has passed a deadline's length by then, after which no try begins.
        #expect((2...3).contains(server.received.count))
    }

    @Test("a cancelled call ends as one, and is not tried again")
    func cancelled() async throws {
        let server = ScriptedServer([.init(status: .ok, isSilent: true)])
        try await server.serving { base in
            await withTaskGroup { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) { try await queue(base).enqueue(task()) }
                }
                await server.waitForRequests(1)
                group.cancelAll()
            }
        }
        #expect(server.received.count == 1)
    }

    @Test("a queue is created with its limits; one that exists is left alone")
    func creatingQueues() async throws {
        let server = ScriptedServer([.init(status: .ok), .failure(.conflict, "Queue already exists")])
        try await server.serving { base in
            for _ in 0..<2 { try await queue(base).createQueue(.media, maxConcurrentDispatches: 2) }
        }
        let sent = try #require(server.received.first)
        #expect(sent.path == "/v2/projects/p/locations/l/queues")
        let expected = #"""
            {"name": "projects/p/locations/l/queues/odori-media", "rateLimits": {"maxConcurrentDispatches": 2},
             "retryConfig": {"maxAttempts": -1, "minBackoff": "0.200s", "maxBackoff": "10s", "maxDoublings": 6}}
            """#
        #expect(try json(sent.body) == json(Data(expected.utf8)))
    }

    /// One enqueue whose pauses take no time.
    private func enqueue(_ base: String) async throws {
        var configuration = configuration(base)
        configuration.callDeadline = .milliseconds(150)
        try await CloudTasksQueue(configuration, http: .shared, clock: HastyClock()).enqueue(task())
    }
}

private let transient = OdoriError("queue_unavailable", "", .transient)

private func configuration(_ base: String) -> CloudTasksConfiguration {
    CloudTasksConfiguration(
        baseURL: base,
        project: "p",
        location: "l",
        workerURL: "http://worker:8081",
        mediaWorkerURL: "http://media:8082/",
        identity: PushIdentity(email: "tasks@p.example", audience: "http://worker:8081"),
        // Beside all other tests an answer may be long on its way.
        lookDeadline: .seconds(30)
    )
}

private func queue(
    _ base: String,
    clock: ManualClock = ManualClock(),
    tokens: (any AccessTokens)? = nil
) -> CloudTasksQueue {
    CloudTasksQueue(configuration(base), http: .shared, clock: clock, tokens: tokens)
}

private func task() -> QueuedTask {
    QueuedTask(
        queue: .poll,
        id: "0123-task_g0-c1",
        path: "/tasks/stage",
        body: Data(#"{"text":"踊り?>>"}"#.utf8),
        notBefore: Timestamp(milliseconds: 1_770_458_400_250),
        deadline: .seconds(600)
    )
}

private func json(_ data: Data) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: data)
}

/// One token for ever.
private struct FixedTokens: AccessTokens {
    func current() async throws -> AccessToken {
        AccessToken(value: "access-token", expiresAt: Timestamp(seconds: 4_000_000_000))
    }

    func refused(_ token: AccessToken) async {}
}
