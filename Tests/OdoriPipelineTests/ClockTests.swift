import Foundation
import OdoriDomain
import OdoriPipeline
import OdoriPorts
import OdoriTesting
import Testing

@Suite("Clocks that were set")
struct ClockTests {
    @Test("a sweep orders a later one, though the clock was set back since it was ordered")
    func sweepsGoOn() async throws {
        let theatre = Theatre()
        try await theatre.worker().seed()
        let sweep = try #require(await theatre.queue.takeAll().first)
        let hourAgo = ManualClock(now: theatre.manual.now - .seconds(3600))
        try await theatre.worker(clock: hourAgo).sweep(sweep.body)
        let next = try #require(await theatre.queue.takeAll().first)
        #expect(next.id != sweep.id)
        #expect(try #require(next.notBefore) == #require(sweep.notBefore) + .seconds(60))
    }

    @Test(
        "a sweep that says no turn that can be is ordered by the clock",
        arguments: ["", "{}", "[]", "{\"turn\":\"soon\"}", "{\"turn\":9223372036854775807}"])
    func sweepsWithoutTurn(_ body: String) async throws {
        let theatre = Theatre()
        try await theatre.worker().sweep(Data(body.utf8))
        let next = try #require(await theatre.queue.takeAll().first)
        #expect(try #require(next.notBefore) <= theatre.manual.now + .seconds(60))
    }

    @Test("what is due now names no time, so that a queue with another clock pushes it at once")
    func dueNow() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        let begin = try #require(await theatre.queue.takeAll().first { !Theatre.isSweep($0) })
        #expect(begin.notBefore == nil)
        try await theatre.worker().receive(begin.body)
        let first = await theatre.queue.takeAll().filter { !Theatre.isSweep($0) }
        #expect(!first.isEmpty && first.allSatisfy { $0.notBefore == nil }, "\(job.jobID)")
    }
}
