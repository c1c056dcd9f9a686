import Foundation
import Testing

@testable import OdoriQueue

@Suite("Batches of tasks over HTTP", .timeLimit(.minutes(1)))
struct BatchTests {
    private static let queue = "\(TasksClient.parent)/queues/q"
    private static let later = #""scheduleTime":"\#((SystemTime().now() + .seconds(3600)).rfc3339)""#

    /// One of a batch's requests, from the JSON fields of its task.
    private static func request(_ fields: String, url: String = "http://127.0.0.1:1/") -> String {
        #"{"parent":"\#(queue)","task":{"httpRequest":{"url":"\#(url)","body":"aGk="},\#(later)\#(fields)}}"#
    }

    private static func named(_ id: String) -> String { #","name":"\#(queue)/tasks/\#(id)""# }

    private static func send(
        _ client: TasksClient, _ requests: [String], query: String = "", queue: String = queue
    ) async throws -> TasksClient.Answer {
        try await client.send(
            "POST", "/v2/\(queue)/tasks:batchCreate\(query)", #"{"requests":[\#(requests.joined(separator: ","))]}"#)
    }

    @Test("what can be created is; of each of the others is told, in its place, what is the matter")
    func parts() async throws {
        try await withServer { client in
            try await client.createTask("taken", url: "http://127.0.0.1:1/", task: Self.later)
            let answer = try await Self.send(
                client,
                [
                    Self.request(Self.named("a")), Self.request(Self.named("taken")), Self.request(Self.named("a")),
                    Self.request(Self.named("no.id")), Self.request("", url: "nowhere"), #"{}"#, Self.request(""),
                ])
            #expect(answer.status == 200)
            let operation = try answer.json
            #expect(operation["done"] as? Bool == true && operation["error"] == nil)
            #expect((operation["name"] as? String)?.hasPrefix("\(TasksClient.parent)/operations/") == true)
            let metadata = try #require(operation["metadata"] as? [String: Any])
            #expect(metadata["state"] as? String == "PARTIALLY_SUCCEEDED")
            let failed = try #require(metadata["failedRequests"] as? [String: [String: Any]])
            #expect(failed.mapValues { $0["code"] as? Int } == ["1": 6, "2": 6, "3": 3, "4": 3, "5": 3])
            #expect((failed["3"]?["message"] as? String)?.contains("no.id") == true)
            let tasks = try #require((operation["response"] as? [String: Any])?["tasks"] as? [[String: Any]])
            #expect(tasks.count == 2 && tasks.first?["name"] as? String == "\(Self.queue)/tasks/a")
            #expect((tasks.first?["httpRequest"] as? [String: Any])?["body"] == nil)
            let listed = try await client.send("GET", "/v2/\(Self.queue)/tasks").json["tasks"] as? [[String: Any]]
            #expect(listed?.count == 3)
        }
    }

    @Test("an answer can be had without what was created")
    func fields() async throws {
        try await withServer { client in
            let answer = try await Self.send(
                client, [Self.request(Self.named("a")), Self.request(Self.named("b"))],
                query: "?fields=done,error,metadata/state")
            let operation = try answer.json
            #expect(Set(operation.keys) == ["done", "metadata"])
            #expect((operation["metadata"] as? [String: Any])?["state"] as? String == "SUCCEEDED")
            #expect(try await client.task("b").status == 200)
        }
    }

    @Test("a batch that is none is refused as a whole and leaves nothing behind")
    func malformed() async throws {
        try await withServer { client in
            let good = Self.request(Self.named("a"))
            for requests in [
                [], Array(repeating: Self.request(""), count: 101), [good, "7"], [good, #"{"tusk":{}}"#],
                [good, #"{"parent":"\#(TasksClient.parent)/queues/r","task":{"httpRequest":{"url":"http://a/"}}}"#],
                [good, #"{"task":{"httpRequest":{"url":7}}}"#],
            ] {
                #expect(try await Self.send(client, requests).error.hasPrefix("400 INVALID_ARGUMENT: "))
            }
            let place = try await Self.send(client, [good, #"{"task":{"httpRequest":{"url":7}}}"#]).error
            #expect(place.contains("'requests.1.task.httpRequest.url'"))
            let repeated = try await client.send(
                "POST", "/v2/\(Self.queue)/tasks:batchCreate", #"{"requests":[\#(good)],"requestId":"r"}"#)
            #expect(try repeated.error.contains("name the tasks"))
            #expect(try await client.task("a").status == 404)
            let elsewhere = try await Self.send(
                client, [#"{"task":{"httpRequest":{"url":"http://a/"}}}"#], queue: "\(TasksClient.parent)/queues/none")
            #expect(try elsewhere.error.hasPrefix("404 NOT_FOUND: Queue does not exist."))
        }
    }
}
