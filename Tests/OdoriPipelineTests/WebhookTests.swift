import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@Suite("Webhooks")
struct WebhookTests {
    private static let url = "https://hooks.example/odori"
    private static let down = DeliveryOutcome.unanswered("hooks.example could not be reached")

    private func order(_ events: [WebhookEvent]? = nil, count: Int = 1) -> JobConfig {
        JobConfig(count: count, seed: 1, webhookURL: Self.url, webhookEvents: events)
    }

    private func events(_ theatre: Theatre) async throws -> [OutboxDocument] {
        let outbox = Outbox(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        let page = try await outbox.list(owner: Theatre.owner, job: nil, status: nil, after: nil, limit: 100)
        return page.events.reversed()
    }

    private func type(of message: ScriptedReceiver.Message) throws -> String {
        try #require(try JSONSerialization.jsonObject(with: message.body) as? [String: Any])["type"] as? String ?? ""
    }

    @Test("the end of a job is told once, with its status as the API spells it", arguments: Delivery.allCases)
    func told(delivery: Delivery) async throws {
        let theatre = Theatre()
        let job = try await theatre.accept(order())
        try await theatre.play(delivery)
        let message = try #require(theatre.receiver.messages.first)
        #expect(theatre.receiver.messages.count == 1)
        let body = try #require(try JSONSerialization.jsonObject(with: message.body) as? [String: Any])
        #expect(Set(body.keys) == ["type", "timestamp", "data"])
        #expect(body["type"] as? String == "job.completed")
        let data = try #require(body["data"] as? [String: Any])
        #expect(data["job_id"] as? String == job.jobID.rawValue)
        #expect(data["status"] as? String == "completed")
        #expect((data["results"] as? [Any])?.count == 1)
        #expect((data["characters"] as? [Any])?.count == 1)
        let event = try #require(try await events(theatre).first)
        #expect(event.status == .delivered && event.dueAt == nil)
        #expect(event.attempts.map(\.status) == [204])
        #expect(event.id.rawValue == message.id)
    }

    @Test("every character is told when that was asked for, and each once")
    func characters() async throws {
        let theatre = Theatre()
        _ = try await theatre.accept(order([.characterCompleted], count: 3))
        try await theatre.play(.doubledAndReversed)
        let messages = theatre.receiver.messages
        #expect(try messages.map(type) == Array(repeating: "character.completed", count: 3))
        #expect(Set(messages.map(\.id)).count == 3)
        #expect(try await events(theatre).compactMap(\.slot?.number).sorted() == [0, 1, 2])
    }

    @Test("a job without a webhook, and an event that was not asked for, tell nothing")
    func quiet() async throws {
        let theatre = Theatre()
        _ = try await theatre.accept(JobConfig(count: 1, seed: 1))
        try await theatre.play()
        let other = Theatre()
        _ = try await other.accept(order([.jobFailed]))
        try await other.play()
        #expect(theatre.receiver.messages.isEmpty && other.receiver.messages.isEmpty)
        #expect(try await events(theatre).isEmpty)
        #expect(try await events(other).isEmpty)
    }

    @Test("a cancel is told, and so is a failure; a failed job that completes after a retry is told of both")
    func otherEnds() async throws {
        let theatre = Theatre(provider: PretendProvider(checksUntilDone: 1000))
        let job = try await theatre.accept(order())
        try await theatre.play(rounds: 40)
        let cancellation = JobCancellation(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        try await cancellation.cancel(job.jobID, owner: Theatre.owner)
        try await cancellation.cancel(job.jobID, owner: Theatre.owner)
        try await theatre.play()
        #expect(try theatre.receiver.messages.map(type) == ["job.cancelled"])

        let provider = PretendProvider()
        let second = Theatre(provider: provider)
        let failing = try await second.accept(order())
        try await second.play(until: .music, of: failing.jobID)
        try await second.change(failing.jobID) { state in
            state.engine.update(.music) { record in
                record.crashes = StageRecord.crashLimit - 1
                record.lease = Lease(epoch: record.epoch, expiresAt: second.manual.now)
            }
        }
        try await second.play()
        let retry = JobRetry(store: second.store, queue: second.queue, clock: second.clock)
        try await retry.retry(failing.jobID, owner: Theatre.owner)
        try await second.play()
        #expect(try second.receiver.messages.map(type) == ["job.failed", "job.completed"])
        #expect(Set(second.receiver.messages.map(\.id)).count == 2)
    }

    @Test("a job whose reference was rejected tells that it failed")
    func rejected() async throws {
        let theatre = Theatre()
        try await theatre.addReferences()
        let intake = ReferenceIntake(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        try await intake.add(try theatre.entry("broken"))
        var wish = order()
        wish.referenceVideos = ["broken"]
        let acceptance = JobAcceptance(
            store: theatre.store, queue: theatre.queue, clock: theatre.clock, identifiers: FarIdentifiers())
        _ = try await acceptance.accept(wish, owner: Theatre.owner)
        try await theatre.play()
        #expect(try theatre.receiver.messages.map(type) == ["job.failed"])
    }

    @Test("a receiver that is down is tried by the schedule, with the same id and the same bytes")
    func schedule() async throws {
        let theatre = Theatre()
        theatre.receiver.answer(
            Self.down, .answered(status: 500, retryAfter: nil), .answered(status: 404, retryAfter: nil))
        _ = try await theatre.accept(order())
        try await theatre.play()
        let messages = theatre.receiver.messages
        #expect(messages.count == 4)
        #expect(Set(messages.map(\.id)).count == 1 && Set(messages.map(\.body)).count == 1)
        #expect(Set(messages.compactMap { $0.headers["webhook-timestamp"] }).count == 4)
        let event = try #require(try await events(theatre).first)
        #expect(event.status == .delivered)
        #expect(event.attempts.map(\.status) == [nil, 500, 404, 204])
        let pauses = zip(event.attempts, event.attempts.dropFirst()).map { $1.at.duration(since: $0.at).inSeconds }
        for (pause, wanted) in zip(pauses, [5.0, 300, 1800]) {
            #expect(pause >= wanted && pause <= wanted * 1.1 + 1)
        }
    }

    @Test("after the last attempt an event is given up, and a replay tries it anew under the same id")
    func givenUp() async throws {
        let theatre = Theatre()
        theatre.receiver.answer(Self.down, Self.down, Self.down, Self.down)
        _ = try await theatre.accept(order())
        try await theatre.play()
        let event = try #require(try await events(theatre).first)
        #expect(event.status == .failed && event.attempts.count == 4 && event.dueAt == nil)
        #expect(event.reason?.contains("4 attempts") == true)
        let outbox = Outbox(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        #expect(try await outbox.replay(event.id, owner: .shared) == nil)
        #expect(try await outbox.find(event.id, for: .shared) == nil)
        #expect(try await outbox.replay(event.id, owner: Theatre.owner)?.status == .pending)
        try await theatre.play()
        #expect(try await outbox.find(event.id, for: Theatre.owner)?.status == .delivered)
        #expect(Set(theatre.receiver.messages.map(\.id)) == [event.id.rawValue])
        #expect(theatre.receiver.taken.count == 1)
    }

    @Test("410 stops for good, for every event of the job")
    func gone() async throws {
        let theatre = Theatre()
        theatre.receiver.answer(.answered(status: 410, retryAfter: nil))
        _ = try await theatre.accept(order([.characterCompleted, .jobCompleted], count: 2))
        try await theatre.play()
        #expect(theatre.receiver.messages.count == 1)
        #expect(try await events(theatre).map(\.status) == [.gone, .gone, .gone])
    }

    @Test(
        "a redirect and an address that must not be reached end it at once",
        arguments: [
            DeliveryOutcome.answered(status: 302, retryAfter: nil), .answered(status: 308, retryAfter: nil),
            .refused("the name leads to a private address"),
        ])
    func failsAtOnce(outcome: DeliveryOutcome) async throws {
        let theatre = Theatre()
        theatre.receiver.answer(outcome)
        _ = try await theatre.accept(order())
        try await theatre.play()
        #expect(theatre.receiver.messages.count == 1)
        let event = try #require(try await events(theatre).first)
        #expect(event.status == .failed && event.reason != nil)
    }

    @Test("Retry-After is honoured, up to a day")
    func retryAfter() async throws {
        let theatre = Theatre()
        theatre.receiver.answer(
            .answered(status: 429, retryAfter: .seconds(60)), .answered(status: 503, retryAfter: .seconds(864_000)))
        _ = try await theatre.accept(order())
        try await theatre.play()
        let attempts = try #require(try await events(theatre).first).attempts
        #expect(attempts.count == 3)
        #expect(attempts[1].at.duration(since: attempts[0].at).inSeconds.rounded() == 60)
        #expect(attempts[2].at.duration(since: attempts[1].at).inSeconds.rounded() == 86400)
    }

    @Test("every secret signs")
    func signatures() async throws {
        let theatre = Theatre()
        _ = try await theatre.accept(order())
        try await theatre.play()
        let message = try #require(theatre.receiver.messages.first)
        let id = try #require(WebhookID(rawValue: message.id))
        let at = Timestamp(seconds: try #require(Int64(message.headers["webhook-timestamp"] ?? "")))
        let expected = Theatre.secrets.map { $0.signature(of: message.body, id: id, at: at) }
        #expect(message.headers["webhook-signature"] == expected.joined(separator: " "))
        #expect(expected.count == 2)
    }

    /// Plays on, with sweeps, until nothing is owed.
    private func playThrough(_ theatre: Theatre, dying plan: FaultPlan) async throws {
        let doomed = theatre.worker(plan)
        let successor = theatre.worker()
        var left: [QueuedTask] = []
        for _ in 0..<3000 {
            let due = left + (await theatre.queue.takeDue(at: theatre.manual.now)).filter { !Theatre.isSweep($0) }
            left = []
            for task in due {
                do {
                    try await (plan.hasCrashed ? successor : doomed).take(task)
                } catch is SimulatedCrash {
                    left.append(task)
                }
            }
            guard due.isEmpty else { continue }
            let open = try await events(theatre).contains { $0.status == .pending }
            if let next = await theatre.queue.pending.filter({ !Theatre.isSweep($0) }).compactMap(\.notBefore).min() {
                theatre.manual.advance(to: next)
            } else if open {
                theatre.manual.advance(by: .seconds(130))
                try await successor.sweep(Data())
            } else {
                return
            }
        }
        Issue.record("the play never ends")
    }

    @Test(
        "a worker that dies at any call of the job's end or of the delivery loses no event and makes no second one",
        arguments: 1...12, FaultPlan.Moment.allCases)
    func crashes(call: Int, moment: FaultPlan.Moment) async throws {
        let theatre = Theatre()
        let job = try await theatre.accept(order())
        try await theatre.play(until: .settle, of: job.jobID)
        let plan = FaultPlan(crash: moment, call: call)
        try await playThrough(theatre, dying: plan)
        #expect(plan.hasCrashed, "the end and the delivery make fewer calls")
        #expect(try await theatre.job(job.jobID).status == .completed)
        let all = try await events(theatre)
        #expect(all.map(\.status) == [.delivered])
        #expect(Set(theatre.receiver.messages.map(\.id)).count == 1)
        #expect(theatre.receiver.messages.count <= 2)
    }

    @Test("a lost task is brought back by the sweep, and a task that comes late does nothing")
    func sweep() async throws {
        let theatre = Theatre()
        theatre.receiver.answer(Self.down)
        let job = try await theatre.accept(order())
        try await theatre.play(until: .publish, of: job.jobID)
        let worker = theatre.worker()
        var webhook: QueuedTask?
        while webhook == nil {
            let due = await theatre.queue.takeDue(at: theatre.manual.now).filter { !Theatre.isSweep($0) }
            if due.isEmpty { theatre.manual.advance(by: .seconds(1)) }
            webhook = due.first { $0.path == WebhookTask.path }
            for task in due where task.path != WebhookTask.path { try await worker.take(task) }
        }
        let first = try #require(webhook)
        theatre.manual.advance(by: .seconds(200))
        try await worker.sweep(Data())
        try await worker.take(first)
        #expect(theatre.receiver.messages.isEmpty, "the lost task is not the event's own any more")
        let second = try #require(
            await theatre.queue.takeDue(at: theatre.manual.now).first { $0.path == WebhookTask.path })
        try await worker.take(second)
        #expect(theatre.receiver.messages.count == 1)
        try await worker.take(second)
        #expect(theatre.receiver.messages.count == 1)
        try await theatre.play()
        #expect(theatre.receiver.messages.count == 2)
        #expect(try await events(theatre).map(\.status) == [.delivered])
    }

    @Test("a task that comes early, for this clock is behind, waits until it is due; not for longer than ten seconds")
    func early() async throws {
        let theatre = Theatre()
        theatre.receiver.answer(Self.down)
        theatre.receiver.answer(Self.down)
        _ = try await theatre.accept(order())
        let worker = theatre.worker()
        while theatre.receiver.messages.isEmpty { try await theatre.step(worker) }
        let soon = try #require(await theatre.queue.takeAll().first { $0.path == WebhookTask.path })
        async let second: Void = worker.take(soon)
        await theatre.manual.waitForSleepers()
        let due = try #require(try await events(theatre).first?.dueAt)
        theatre.manual.advance(to: due + .milliseconds(-1))
        #expect(theatre.receiver.messages.count == 1)
        theatre.manual.advance(to: due)
        try await second
        #expect(theatre.receiver.messages.count == 2)
        let far = try #require(await theatre.queue.takeAll().first { $0.path == WebhookTask.path })
        async let third: Void = worker.take(far)
        await theatre.manual.waitForSleepers()
        theatre.manual.advance(by: .seconds(10))
        try await third
        #expect(theatre.receiver.messages.count == 2, "it is due in minutes")
        let event = try #require(try await events(theatre).first)
        #expect(event.status == .pending && event.lease == nil)
    }

    @Test("bytes that are no webhook task, and events that do not exist, are acknowledged")
    func strangers() async throws {
        let theatre = Theatre()
        let worker = theatre.worker()
        for body in [
            "", "{}", #"{"version":9,"webhook_id":"x"}"#,
            #"{"version":1,"webhook_id":"msg_00000000000000000000000000000000","check":0}"#,
        ] {
            try await worker.webhook(Data(body.utf8))
        }
        #expect(theatre.receiver.messages.isEmpty)
    }
}
