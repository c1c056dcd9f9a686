import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Synchronization
import Testing

@Suite("Lifetimes of documents")
struct ExpiryTests {
    /// When each of a job's documents may go.
    private func expiries(_ job: JobID, _ theatre: Theatre) async throws -> [String: Timestamp?] {
        let run = RunID(job: job, slot: Slot(0))
        let keys: [DocumentKey] = [.job(job), .steps(job), .ledger(job), .run(run), .engine(run)]
        var found: [String: Timestamp?] = [:]
        for (key, document) in zip(keys, try await theatre.store.get(keys)) {
            let body = try #require(document).body
            found[key.path] = try body.value(as: Lifetime.self).expires_at
        }
        return found
    }

    private struct Lifetime: Codable {
        var expires_at: Timestamp?
    }

    @Test("every document of a job says when it may go once the job has ended, and none before")
    func ended() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play(until: .cosplayImage, of: job.jobID)
        #expect(try await expiries(job.jobID, theatre).values.allSatisfy { $0 == nil })
        try await theatre.play()
        let now = theatre.manual.now
        let after = try await expiries(job.jobID, theatre)
        #expect(after.count == 5)
        for (document, expiry) in after {
            let expiry = try #require(expiry, "\(document) never goes")
            #expect(expiry > now + .seconds(80 * 86_400) && expiry <= now.endOfRetention, "\(document)")
        }
        #expect(try await theatre.job(job.jobID).expiresAt == after[DocumentKey.job(job.jobID).path])
    }

    @Test("a cancelled job's documents go too")
    func cancelled() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play(until: .animeImage, of: job.jobID)
        let cancellation = JobCancellation(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        try await cancellation.cancel(job.jobID, owner: Theatre.owner)
        try await theatre.play()
        #expect(try await expiries(job.jobID, theatre).values.allSatisfy { $0 != nil })
    }

    @Test("a job that is tried again stays until it has ended again, and what had completed stays as long")
    func retried() async throws {
        let theatre = Theatre(concepts: FailingOnce())
        let job = try await theatre.accept()
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .failed)
        let first = try #require(try await theatre.job(job.jobID).expiresAt)
        theatre.manual.advance(by: .seconds(60 * 86_400))
        let retry = JobRetry(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
        try await retry.retry(job.jobID, owner: Theatre.owner)
        #expect(try await expiries(job.jobID, theatre).values.allSatisfy { $0 == nil })
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
        for expiry in try await expiries(job.jobID, theatre).values {
            #expect(try #require(expiry) > first + .seconds(50 * 86_400))
        }
    }
}

/// Writes no concept the first time.
private final class FailingOnce: ConceptWriter {
    private let hasFailed = Mutex(false)
    private let writer = PretendConceptWriter()

    var terms: CallTerms { writer.terms }

    func write(_ brief: ConceptBrief) async throws -> Priced<ConceptDraft> {
        let isFirst = hasFailed.withLock { hasFailed in
            defer { hasFailed = true }
            return !hasFailed
        }
        if isFirst { throw OdoriError("content_policy", "not this one") }
        return try await writer.write(brief)
    }
}
