import Foundation
import HTTPTypes
import HummingbirdTesting
import OdoriAPI
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Testing

@Suite("A job's events")
struct EventTests {
    private static let path = "\(APIClient.pipeline)/events/\(APIFixture.jobID)"

    /// One event as it was sent.
    private struct Event: Equatable {
        var name: String
        var id: String?
        var data: String

        static func read(_ answer: Answer) -> [Event] {
            String(decoding: answer.bytes, as: UTF8.self).components(separatedBy: "\n\n").compactMap { block in
                var fields: [String: String] = [:]
                for line in block.split(separator: "\n") where !line.hasPrefix(":") {
                    let parts = line.split(separator: ":", maxSplits: 1)
                    fields[String(parts[0])] = parts.dropFirst().first?.trimmingCharacters(in: .whitespaces)
                }
                guard let name = fields["event"], let data = fields["data"] else { return nil }
                return Event(name: name, id: fields["id"], data: data)
            }
        }
    }

    /// Lets the reader of watched jobs look again as long as `answer` has not come.
    private func driving<Value: Sendable>(
        _ fixture: APIFixture,
        _ answer: @escaping @Sendable () async throws -> Value,
        then change: () async throws -> Void
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await answer() }
            group.addTask {
                while !Task.isCancelled {
                    if fixture.clock.sleepers > 0 { fixture.clock.advance(by: .milliseconds(400)) }
                    await Task.yield()
                }
                return nil
            }
            try await change()
            defer { group.cancelAll() }
            return try #require(try await group.next().flatMap(\.self))
        }
    }

    private func cancel(_ api: APIClient) async throws {
        #expect(try await api.send(.post, "\(APIClient.pipeline)/cancel/\(APIFixture.jobID)").status == 200)
    }

    @Test("of an ended job are its state and the end, whatever was seen before", arguments: [nil, "1", "99", "x"])
    func ended(lastID: String?) async throws {
        let fixture = try await APIFixture()
        try await fixture.test(.ahc(.http)) { api async throws in
            _ = try await api.post("/run", #"{"count": 1}"#)
            try await cancel(api)
            let status = try await api.get("/status/\(APIFixture.jobID)")
            let name = try APIFixture.require(HTTPField.Name("Last-Event-ID"))
            let answer = try await driving(fixture) {
                try await api.send(.get, Self.path, headers: lastID.map { [name: $0] } ?? [:])
            } then: {
            }
            #expect(answer.status == 200 && answer.header(.contentType) == "text/event-stream")
            let events = Event.read(answer)
            #expect(events.map(\.name) == ["job", "end"])
            #expect(events.first?.data == String(decoding: status.bytes, as: UTF8.self))
            #expect(events.map(\.id) == ["2", "2"])
            #expect(events.last?.data == #"{"status":"cancelled"}"#)
        }
    }

    @Test("come whenever it changes, each with the whole state, to everybody who listens, from one reader")
    func changes() async throws {
        let fixture = try await APIFixture()
        try await fixture.test(.ahc(.http)) { api async throws in
            _ = try await api.post("/run", #"{"count": 1}"#)
            let answers = try await driving(fixture) {
                try await withThrowingTaskGroup(of: Answer.self) { group in
                    for _ in 0..<4 { group.addTask { try await api.send(.get, Self.path) } }
                    return try await group.reduce(into: [Answer]()) { $0.append($1) }
                }
            } then: {
                try await listeners(4, api)
                try await cancel(api)
            }
            for answer in answers {
                let events = Event.read(answer)
                #expect(events.map(\.name) == ["job", "job", "end"])
                #expect(events.map(\.id) == ["1", "2", "2"])
                #expect(
                    events[0].data.contains(#""status":"queued""#) && events[1].data.contains(#""status":"cancelled""#))
            }
        }
    }

    @Test("nothing happens for a while: a comment every 15 seconds")
    func comments() async throws {
        let fixture = try await APIFixture()
        try await fixture.test(.ahc(.http)) { api async throws in
            _ = try await api.post("/run", #"{"count": 1}"#)
            let begun = fixture.clock.now
            let answer = try await driving(fixture) {
                try await api.send(.get, Self.path)
            } then: {
                while fixture.clock.now < begun + .seconds(47) { await Task.yield() }
                try await cancel(api)
            }
            let comments =
                String(decoding: answer.bytes, as: UTF8.self).components(separatedBy: ": still here\n\n").count - 1
            #expect(comments >= 2 && comments <= 3 + Int(fixture.clock.now.duration(since: begun).inSeconds / 15))
        }
    }

    @Test("of nobody's job, and of another owner's, are a 404")
    func unknown() async throws {
        let fixture = try await APIFixture()
        try await fixture.test(.ahc(.http)) { api async throws in
            #expect(try await api.send(.get, Self.path).isProblem(404))
            _ = try await api.post("/run", #"{"count": 1}"#)
            #expect(try await api.send(.get, Self.path, key: APIFixture.otherKey).isProblem(404))
            #expect(try await api.send(.get, Self.path, key: nil).isProblem(401))
        }
    }

    @Test(
        """
        where looks are paid for, a job is looked at once a second by one read, however many listen, and every five seconds \
        when nothing moved for long
        """)
    func pace() async throws {
        var fixture = try await APIFixture()
        fixture.eventPeriods = .seconds(1) ... .seconds(5)
        let store = ReadingStore(fixture.documents, clock: fixture.clock)
        fixture.store = store
        try await fixture.test(.ahc(.http)) { [fixture] api async throws in
            _ = try await api.post("/run", #"{"count": 3}"#)
            let begun = fixture.clock.now
            _ = try await driving(fixture) {
                try await withThrowingTaskGroup(of: Answer.self) { group in
                    for _ in 0..<4 { group.addTask { try await api.send(.get, Self.path) } }
                    return try await group.reduce(into: [Answer]()) { $0.append($1) }
                }
            } then: {
                try await listeners(4, api)
                while fixture.clock.now < begun + .seconds(100) { await Task.yield() }
                try await cancel(api)
            }
            let looks = store.looks(before: begun + .seconds(100))
            #expect(looks.allSatisfy { $0.count == 4 })
            let pauses = zip(looks, looks.dropFirst()).map { $1.at.duration(since: $0.at) }
            #expect(pauses.min().map { $0 >= .milliseconds(800) } == true)
            #expect(
                pauses.prefix(3).allSatisfy { $0 <= .seconds(3) } && pauses.suffix(3).allSatisfy { $0 >= .seconds(4) })
        }
    }

    /// Waits until so many listen, as the figures say.
    private func listeners(_ count: Int, _ api: APIClient) async throws {
        while true {
            let figures = try await api.send(.get, "/metrics").bytes
            if String(decoding: figures, as: UTF8.self).contains("odori_event_listeners \(count)\n") { return }
            await Task.yield()
        }
    }
}
