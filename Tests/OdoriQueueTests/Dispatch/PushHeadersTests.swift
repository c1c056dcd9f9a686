import Testing

@testable import OdoriQueue

@Suite("The headers of a push")
struct PushHeadersTests {
    private func record(headers: [String: String] = [:], history: AttemptHistory = .init()) throws -> TaskRecord {
        var task = AcceptedTask.sample(at: Timestamp(microseconds: 1_602_727_873_950_779))
        task.request.headers = headers
        let name = try TaskName(queue: QueueRecord.sample().name, id: "t")
        return TaskRecord(id: 1, queue: 1, name: name, created: ManualTime.start, task: task, history: history)
    }

    @Test("a first attempt carries these headers and no others")
    func first() throws {
        let headers = PushHeaders.make(for: try record(), authorization: nil).map { "\($0.name): \($0.value)" }
        #expect(
            headers == [
                "User-Agent: Google-Cloud-Tasks", "X-CloudTasks-QueueName: q1", "X-CloudTasks-TaskName: t",
                "X-CloudTasks-TaskRetryCount: 0", "X-CloudTasks-TaskExecutionCount: 0",
                "X-CloudTasks-TaskETA: 1602727873.950779",
            ]
        )
    }

    @Test("a retry counts, and tells the previous answer; no answer is 0", arguments: [(500, "500"), (0, "0"), (-1, "0")])
    func retry(status: Int, told: String) throws {
        let history = AttemptHistory(dispatches: 3, responses: 2, executions: 1, lastStatus: status)
        let headers = PushHeaders.make(for: try record(history: history), authorization: nil)
        #expect(headers.contains { $0 == ("X-CloudTasks-TaskRetryCount", "3") })
        #expect(headers.contains { $0 == ("X-CloudTasks-TaskExecutionCount", "1") })
        #expect(headers.contains { $0 == ("X-CloudTasks-TaskPreviousResponse", told) })
    }

    @Test("a task's own headers pass, except those that the service sets itself")
    func own() throws {
        let given = [
            "Content-Type": "application/json", "X-Own": "1", "Host": "evil", "content-length": "9", "User-Agent": "me",
            "X-Google-Thing": "1", "x-appengine-thing": "1", "X-CloudTasks-TaskName": "forged",
            "Transfer-Encoding": "chunked", "Authorization": "Basic abc",
        ]
        let names = PushHeaders.make(for: try record(headers: given), authorization: nil).map(\.name)
        #expect(names.prefix(3) == ["Authorization", "Content-Type", "X-Own"])
        #expect(names.count == 3 + 6)
        let signed = PushHeaders.make(for: try record(headers: given), authorization: "Bearer x")
        #expect(signed.filter { $0.name == "Authorization" }.map(\.value) == ["Bearer x"])
    }
}
