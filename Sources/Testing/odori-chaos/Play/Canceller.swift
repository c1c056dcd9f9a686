import Foundation
import OdoriConsole
import OdoriDomain
import Synchronization

/// Cancels jobs at random instants and notes what happens after.
final class Canceller: Sendable {
    private let grounds: Grounds
    private let crew: Crew
    private let customer: Customer
    private let watch: Watch
    private let dice: Mutex<Dice>
    /// Jobs under way together; all are cancelled at the same instant, so that no encoder may be left.
    private static let batch = 2

    init(_ grounds: Grounds, crew: Crew, customer: Customer, watch: Watch, seed: UInt64) {
        self.grounds = grounds
        self.crew = crew
        self.customer = customer
        self.watch = watch
        dice = Mutex(Dice(seed: seed &+ 1))
    }

    private struct Answer: Decodable {
        var in_flight: Int?
    }

    /// Lets one job run to its end to learn how long that takes, then cancels so many at instants within that time.
    func run(_ count: Int) async throws -> [CancelRecord] {
        let length = try await usualLength()
        say("a job takes \(length.components.seconds) s")
        var records: [CancelRecord] = []
        while records.count < count {
            let jobs = try await ordered(min(Self.batch, count - records.count))
            let wait = dice.withLock { Int64.random(in: 0...max(1, length.milliseconds), using: &$0) }
            try await Task.sleep(for: .milliseconds(wait))
            var batch = try await withThrowingTaskGroup(of: CancelRecord?.self) { group in
                for job in jobs { group.addTask { try await self.cancel(job) } }
                return try await group.reduce(into: [CancelRecord]()) { if let record = $1 { $0.append(record) } }
            }
            if batch.count == jobs.count { try await countEncoders(&batch) }
            records += batch
            say("\(records.count)/\(count) cancelled after \(wait) ms, \(batch.map(\.milliseconds)) ms")
        }
        return records
    }

    private func usualLength() async throws -> Duration {
        let began = ContinuousClock.now
        _ = try await ordered(Self.batch)
        try await watch.look()
        let longest = Duration.seconds(120)
        while await !watch.open.isEmpty, ContinuousClock.now - began < longest {
            try await Task.sleep(for: .milliseconds(100))
        }
        return ContinuousClock.now - began
    }

    private func ordered(_ count: Int) async throws -> [JobID] {
        var jobs: [JobID] = []
        while jobs.count < count {
            if let job = try await customer.order() { jobs.append(job) }
            if jobs.count < count {
                let gap = dice.withLock { Int64.random(in: 0...2000, using: &$0) }
                try await Task.sleep(for: .milliseconds(gap))
            }
        }
        return jobs
    }

    /// Nil when the job had ended before.
    private func cancel(_ job: JobID) async throws -> CancelRecord? {
        let began = ContinuousClock.now
        let answer: Data
        do {
            answer = try await Customer.client(grounds).cancel(job.rawValue).body
        } catch let problem as ClientProblem where !problem.isPassing {
            return nil
        }
        let acknowledged = Int64(Date().timeIntervalSince1970 * 1000)
        let took = (ContinuousClock.now - began).milliseconds
        let intents = try await watch.operations(of: job)
        return CancelRecord(
            job: job, milliseconds: took, acknowledgedAt: acknowledged,
            inFlight: try JSONDecoder().decode(Answer.self, from: answer).in_flight,
            intents: Set(intents.map(\.key.rawValue)))
    }

    private func countEncoders(_ batch: inout [CancelRecord]) async throws {
        try await Task.sleep(for: .seconds(2))
        let table = ProcessTable.read()
        let left = Member.workers.flatMap { table.below(crew.pid($0)) }.filter(\.isEncoder).count
        for index in batch.indices { batch[index].encodersLeft = left }
    }

    /// Fills in what is known once everything has come to rest: waits until the books are balanced, or no longer.
    func settle(_ records: inout [CancelRecord]) async throws {
        let deadline = ContinuousClock.now + .seconds(180)
        while true {
            let bill = try await Bill.read(from: grounds.url(.provider))
            let census = try await watch.census()
            for index in records.indices { records[index].settle(census, bill) }
            if records.allSatisfy(\.isBalanced) || ContinuousClock.now > deadline { return }
            try await Task.sleep(for: .seconds(1))
        }
    }
}
