import Foundation
import Testing

@testable import OdoriQueue

@Suite("The API over HTTP", .timeLimit(.minutes(1)))
struct APITests {
    private static let later = #""scheduleTime":"\#((SystemTime().now() + .seconds(3600)).rfc3339)""#

    @Test("a queue is created with the service's defaults, read and deleted")
    func queueLife() async throws {
        try await withServer { client in
            let path = "/v2/\(TasksClient.parent)/queues/q"
            let queue = try await client.send("GET", path).json
            #expect(queue["name"] as? String == "\(TasksClient.parent)/queues/q")
            #expect(queue["state"] as? String == "RUNNING")
            let rates = try #require(queue["rateLimits"] as? [String: Any])
            #expect(rates["maxConcurrentDispatches"] as? Int == 1000)
            #expect(rates["maxDispatchesPerSecond"] as? Int == 500)
            let retry = try #require(queue["retryConfig"] as? [String: Any])
            #expect(retry["maxAttempts"] as? Int == 100)
            #expect(retry["minBackoff"] as? String == "0.100s")
            #expect(retry["maxBackoff"] as? String == "3600s")
            #expect(retry["maxDoublings"] as? Int == 16)

            #expect(try await client.createQueue("q").status == 409)
            #expect(try await client.send("DELETE", path).json.isEmpty)
            #expect(try await client.send("GET", path).status == 404)
            #expect(try await client.createQueue("q").error.hasPrefix("400 FAILED_PRECONDITION"))
        }
    }

    @Test("what waits in each queue, and for how long, is told on /metrics")
    func metrics() async throws {
        try await withServer { client in
            for _ in 0..<2 { try await client.createTask(url: "http://127.0.0.1:1/x", task: Self.later) }
            let page = String(decoding: try await client.send("GET", "/metrics").body, as: UTF8.self)
            #expect(page.contains(#"odori_queue_tasks{queue="q"} 2"#))
            #expect(page.contains(#"odori_queue_overdue_seconds{queue="q"} 0"#))
        }
    }

    @Test("pushes are told by queue and by how they ended")
    func pushCounts() {
        let counts = PushCounts()
        counts.add(.answered(status: 200), of: "q")
        counts.add(.answered(status: 204), of: "q")
        counts.add(.unreachable("refused"), of: "q")
        let backlog = QueueBacklog(queue: "q", tasks: 1, firstDue: Timestamp(microseconds: 1_000_000))
        let page = MetricsRoutes.text([backlog], counts.snapshot, now: Timestamp(microseconds: 3_500_000))
        #expect(page.contains(#"odori_queue_pushes_total{queue="q",outcome="2xx"} 2"#))
        #expect(page.contains(#"odori_queue_pushes_total{queue="q",outcome="unreachable"} 1"#))
        #expect(page.contains(#"odori_queue_overdue_seconds{queue="q"} 2.5"#))
    }

    @Test("a queue's own settings are kept, and impossible ones refused")
    func queueSettings() async throws {
        let fields = #""rateLimits":{"maxConcurrentDispatches":3},"retryConfig":{"maxAttempts":-1,"minBackoff":"2s"}"#
        try await withServer(queue: fields) { client in
            let queue = try await client.send("GET", "/v2/\(TasksClient.parent)/queues/q").json
            #expect((queue["rateLimits"] as? [String: Any])?["maxConcurrentDispatches"] as? Int == 3)
            #expect((queue["retryConfig"] as? [String: Any])?["maxAttempts"] as? Int == -1)
            for bad in [
                #""rateLimits":{"maxConcurrentDispatches":5001}"#, #""rateLimits":{"maxDispatchesPerSecond":501}"#,
                #""retryConfig":{"maxAttempts":-2}"#, #""retryConfig":{"minBackoff":"5"}"#, #""nonsense":1"#,
            ] {
                #expect(try await client.createQueue("r", bad).error.hasPrefix("400 INVALID_ARGUMENT"), "\(bad)")
            }
            #expect(try await client.createQueue("under_score").status == 400)
        }
    }

    @Test("a task shows its body only in the full view, whose name may be a number", arguments: [#""FULL""#, "2"])
    func views(full: String) async throws {
        try await withServer { client in
            let http = #""httpMethod":1,"body":"aGk=","headers":{"Content-Type":"text/plain"}"#
            let created = try await client.createTask(
                "t",
                url: "http://127.0.0.1:1/x",
                http: http,
                task: Self.later,
                view: full
            ).json
            #expect((created["httpRequest"] as? [String: Any])?["body"] as? String == "aGk=")
            #expect(created["view"] as? String == "FULL")

            let basic = try await client.task("t").json
            let request = try #require(basic["httpRequest"] as? [String: Any])
            #expect(request["body"] == nil)
            #expect(request["httpMethod"] as? String == "POST")
            #expect(request["headers"] as? [String: String] == ["Content-Type": "text/plain"])
            #expect(basic["dispatchDeadline"] as? String == "600s")
            #expect(basic["scheduleTime"] as? String == created["scheduleTime"] as? String)
            #expect(basic["createTime"] is String)

            for query in ["?responseView=2", "?responseView=FULL", "?%24alt=json%3Benum-encoding%3Dint&responseView=2"]
            {
                let read = try await client.task("t", query: query).json
                #expect((read["httpRequest"] as? [String: Any])?["body"] as? String == "aGk=", "\(query)")
            }
        }
    }

    @Test("a task without a name gets one")
    func unnamed() async throws {
        try await withServer { client in
            let task = try await client.createTask(url: "http://127.0.0.1:1/", task: Self.later).json
            let name = try #require(task["name"] as? String)
            let prefix = "\(TasksClient.parent)/queues/q/tasks/"
            #expect(name.hasPrefix(prefix) && name.count == prefix.count + 20)
        }
    }

    @Test("both kinds of conflict, and what is gone, answer as the real service does")
    func conflicts() async throws {
        try await withServer { client in
            let url = "http://127.0.0.1:1/"
            try await client.createTask("t", url: url, task: Self.later)
            let taken = try await client.createTask("t", url: url, task: Self.later)
            #expect(try taken.error == "409 ALREADY_EXISTS: Requested entity already exists")

            #expect(try await client.deleteTask("t").json.isEmpty)
            let recent = try await client.createTask("t", url: url)
            #expect(
                try recent.error
                    == "409 ALREADY_EXISTS: The task cannot be created because a task with this name existed too recently."
            )
            #expect(try await client.task("t").error.hasPrefix("404 NOT_FOUND: The task no longer exists"))
            #expect(try await client.deleteTask("t").error == "404 NOT_FOUND: Requested entity was not found.")
            #expect(try await client.deleteTask("never").error == "404 NOT_FOUND: Requested entity was not found.")
            let noQueue = try await client.createTask("t", in: "nowhere", url: url)
            #expect(try noQueue.error.hasPrefix("404 NOT_FOUND: Queue does not exist."))
        }
    }

    @Test(
        "a malformed request is refused and leaves nothing behind",
        arguments: [
            "", "no json", "[]", "{}", #"{"task":{}}"#, #"{"task":{"httpRequest":{"url":"nope"}}}"#,
            #"{"task":{"httpRequest":{"url":"http://a/"},"dispatchDeadline":"5s"}}"#,
            #"{"task":{"httpRequest":{"url":"http://a/"},"name":"t"}}"#,
            #"{"task":{"httpRequest":{"url":"http://a/"},"name":"projects/p1/locations/l1/queues/q/tasks/a.b"}}"#,
            #"{"task":{"httpRequest":{"url":"http://a/"},"name":"projects/p1/locations/l1/queues/other/tasks/a"}}"#,
            #"{"task":{"httpRequest":{"url":"http://a/"}},"responseView":7}"#,
        ]
    )
    func malformed(body: String) async throws {
        try await withServer { client in
            let answer = try await client.send("POST", "/v2/\(TasksClient.parent)/queues/q/tasks", body)
            #expect(try answer.error.hasPrefix("400 INVALID_ARGUMENT: "))
        }
    }

    @Test("a request beyond every limit is refused")
    func oversized() async throws {
        try await withServer { client in
            let body = String(repeating: "A", count: ServiceLimits.requestBytes + 4)
            let answer = try await client.createTask(url: "http://a/", http: #""body":"\#(body)""#)
            #expect(try answer.error.hasPrefix("400 INVALID_ARGUMENT"))
            let task = String(repeating: "A", count: (ServiceLimits.taskBytes / 3 + 1) * 4)
            #expect(try await client.createTask(url: "http://a/", http: #""body":"\#(task)""#).status == 400)
        }
    }

    @Test(
        "unknown paths and methods answer in the same form",
        arguments: ["/", "/v2/nothing", "/v2/projects/p/locations"]
    )
    func unknownPath(path: String) async throws {
        try await withServer { client in
            let answer = try await client.send("GET", path)
            #expect(try answer.error.hasPrefix("404 NOT_FOUND"))
        }
    }

    @Test("health and readiness answer", arguments: ["/health", "/ready"])
    func health(path: String) async throws {
        try await withServer { client in
            let answer = try await client.send("GET", path)
            #expect(answer.status == 200)
        }
    }
}
