import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Synchronization
import Testing

@Suite("A push whose lease is gone")
struct LeaseTests {
    @Test("moves on to the end of its follower's lease: nobody else would be missed")
    func overtaken() async throws {
        let concepts = HeldConceptWriter()
        let theatre = Theatre(concepts: concepts)
        let (job, push) = try await concept(theatre)
        async let late: Void = theatre.worker(clock: ManualClock(now: theatre.manual.now)).receive(push.body)
        await concepts.gate.waitUntilSomebodyWaits()
        let later = theatre.manual.now + .seconds(61)
        try await theatre.change(job) { state in
            state.engine.update(.concept) { _ = $0.takeLease(now: later, for: .seconds(60)) }
        }
        concepts.gate.open()
        try await late
        let record = try #require(try await theatre.run(job).engine.stages[.concept])
        #expect(record.status == .running && record.epoch == 2 && record.check == 1)
        let next = await theatre.queue.pending.first { Theatre.isPush($0, for: .concept) }
        #expect(next?.notBefore == later + .seconds(61))
    }

    @Test("gives the stage back when nobody took it: a lease that could not be renewed, a clock that was set")
    func expired() async throws {
        let concepts = HeldConceptWriter()
        let theatre = Theatre(concepts: concepts)
        let (job, push) = try await concept(theatre)
        let store = BlinkingStore(theatre.store)
        async let ended: Void = theatre.worker(on: store).receive(push.body)
        await concepts.gate.waitUntilSomebodyWaits()
        await theatre.manual.waitForSleepers(1)
        store.refuseNextRead()
        theatre.manual.advance(by: .seconds(61))
        try await ended
        let record = try #require(try await theatre.run(job).engine.stages[.concept])
        #expect(record.status == .ready && record.lease == nil && record.check == 1 && record.crashes == 0)
        #expect(await theatre.queue.pending.contains { Theatre.isPush($0, for: .concept) })
        try await theatre.play()
        #expect(try await theatre.job(job).status == .completed)
    }

    private func concept(_ theatre: Theatre) async throws -> (JobID, QueuedTask) {
        let job = try await theatre.accept()
        try await theatre.play(until: .concept, of: job.jobID)
        let push = try #require(await theatre.queue.takeAll().first { Theatre.isPush($0, for: .concept) })
        return (job.jobID, push)
    }
}

/// Writes once it is let; not when its attempt is given up.
private struct HeldConceptWriter: ConceptWriter {
    let gate = Gate()
    var terms: CallTerms { .free("held") }

    func write(_ brief: ConceptBrief) async throws -> Priced<ConceptDraft> {
        await withTaskCancellationHandler {
            await gate.pass()
        } onCancel: {
            gate.open()
        }
        try Task.checkCancellation()
        return try await PretendConceptWriter().write(brief)
    }
}

/// Cannot be read for a moment.
private final class BlinkingStore: DocumentStore {
    private let store: any DocumentStore
    private let refuses = Mutex(false)

    init(_ store: any DocumentStore) {
        self.store = store
    }

    func refuseNextRead() {
        refuses.withLock { $0 = true }
    }

    func get(_ keys: [DocumentKey]) async throws -> [Document?] {
        let isDown = refuses.withLock { refuses in
            defer { refuses = false }
            return refuses
        }
        guard isDown else { return try await store.get(keys) }
        throw OdoriError(.storeUnavailable, "no answer", .transient)
    }

    func commit(_ writes: [DocumentWrite]) async throws -> [DocumentVersion?] {
        try await store.commit(writes)
    }

    func query(_ query: DocumentQuery) async throws -> DocumentPage {
        try await store.query(query)
    }
}
