import Testing

@testable import OdoriLocal

@Suite("Sleeping on shared timers", .timeLimit(.minutes(1)))
struct SleepersTests {
    @Test("nobody wakes too early, whoever else sleeps how long")
    func inTime() async throws {
        let sleepers = Sleepers()
        let begun = ContinuousClock.now
        let woken = try await withThrowingTaskGroup(of: (Int, Duration).self) { group in
            for milliseconds in [40, 5, 90, 20, 5, 0, 60] {
                group.addTask {
                    try await sleepers.sleep(until: begun + .milliseconds(milliseconds))
                    return (milliseconds, .now - begun)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(woken.count == 7)
        #expect(woken.allSatisfy { $0.1 >= .milliseconds($0.0) })
        #expect(sleepers.count == 0)
    }

    @Test("a short sleep does not wait for a long one that began before it, nor the long one for nobody")
    func shortAfterLong() async throws {
        let sleepers = Sleepers()
        let long = Task { try await sleepers.sleep(until: .now + .seconds(3600)) }
        while sleepers.count < 1 { await Task.yield() }
        for _ in 0..<3 { try await sleepers.sleep(until: .now + .milliseconds(10)) }
        #expect(sleepers.count == 1)
        long.cancel()
        await #expect(throws: CancellationError.self) { try await long.value }
        #expect(sleepers.count == 0)
    }

    @Test("one is woken in time when the earlier one whose timer it shares was called off")
    func sharedTimer() async throws {
        let sleepers = Sleepers()
        let begun = ContinuousClock.now
        let first = Task { try await sleepers.sleep(until: begun + .milliseconds(800)) }
        let second = Task { try await sleepers.sleep(until: begun + .milliseconds(900)) }
        while sleepers.count < 2, .now < begun + .milliseconds(800) { await Task.yield() }
        first.cancel()
        _ = await first.result
        try await second.value
        #expect(.now - begun >= .milliseconds(900))
    }

    @Test("a sleep that is called off before it begins ends at once")
    func calledOff() async {
        let sleepers = Sleepers()
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                await #expect(throws: CancellationError.self) { try await sleepers.sleep(until: .now + .seconds(3600)) }
            }
        }
        #expect(sleepers.count == 0)
    }

    @Test("a thousand that come, wake and are called off at once leave nobody asleep")
    func crowd() async throws {
        let sleepers = Sleepers()
        let tasks = (0..<1000).map { number in
            Task { try await sleepers.sleep(until: .now + .milliseconds(number % 37)) }
        }
        for (number, task) in tasks.enumerated() where number.isMultiple(of: 3) { task.cancel() }
        for task in tasks { _ = await task.result }
        #expect(sleepers.count == 0)
    }
}
