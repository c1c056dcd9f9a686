import Foundation
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import SystemPackage
import Testing

@Suite("References")
struct ReferenceTests {
    private func entry(_ id: String, _ source: ReferenceSource) throws -> ReferenceIntake.Entry {
        ReferenceIntake.Entry(
            id: try #require(ReferenceID(rawValue: id)), owner: Theatre.owner, title: id, fileName: "\(id).mp4",
            source: source, rights: .owned, adultsOnly: true)
    }

    private func intake(_ theatre: Theatre) -> ReferenceIntake {
        ReferenceIntake(store: theatre.store, queue: theatre.queue, clock: theatre.clock)
    }

    private func removal(_ theatre: Theatre) -> ReferenceRemoval {
        ReferenceRemoval(
            store: theatre.store, objects: theatre.objects, clock: theatre.clock,
            names: ObjectNames(prefix: "anime_dance"))
    }

    private func find(_ theatre: Theatre, _ id: String) async throws -> ReferenceDocument? {
        try await ReferenceRepository(store: theatre.store).find(
            try #require(ReferenceID(rawValue: id)), for: Theatre.owner)
    }

    @Test("the same bytes are one reference, normalised and analysed once, however they come")
    func twins() async throws {
        let theatre = Theatre()
        try await theatre.addReferences()
        try await intake(theatre).add(try entry("first", .link("https://example.com/a.mp4")))
        try await theatre.play()
        try await intake(theatre).add(try entry("second", .link("https://example.com/b.mp4")))
        try await theatre.play()
        let first = try #require(try await find(theatre, "first"))
        let second = try #require(try await find(theatre, "second"))
        #expect(first.status == .ready && second.status == .ready)
        #expect(first.sameAs == nil && second.sameAs == first.id)
        #expect(first.originalSHA256 == second.originalSHA256 && first.originalSHA256 != nil)
        #expect(second.video == first.video && second.analysis == first.analysis)
        let usable = try await ReferenceRepository(store: theatre.store).list(for: Theatre.owner).filter {
            $0.isOffered && $0.sameAs == nil
        }
        #expect(usable.map(\.id.rawValue).sorted() == ["first", "one", "three", "two"])
        #expect(try await theatre.objects.list(prefix: "anime_dance/references/second", after: nil, limit: 9).isEmpty)
    }

    @Test("a twin whose files are gone is no twin: the file is taken in for itself")
    func lostTwin() async throws {
        let theatre = Theatre()
        try await intake(theatre).add(try entry("first", .link("https://example.com/a.mp4")))
        try await theatre.play()
        let video = try #require(try await find(theatre, "first")?.video)
        try await theatre.objects.delete(video.object)
        try await intake(theatre).add(try entry("second", .link("https://example.com/b.mp4")))
        try await theatre.play()
        #expect(try await find(theatre, "second")?.sameAs == nil)
        #expect(try await find(theatre, "second")?.status == .ready)
    }

    @Test("what is deleted is gone with all its files, its twins and its steps")
    func removed() async throws {
        let theatre = Theatre()
        for (id, link) in [("first", "a"), ("second", "b")] {
            try await intake(theatre).add(try entry(id, .link("https://example.com/\(link).mp4")))
            try await theatre.play()
        }
        let id = try #require(ReferenceID(rawValue: "first"))
        await #expect(throws: ReferenceRemoval.Refusal.unknown) {
            try await removal(theatre).remove(id, owner: try #require(OwnerID(rawValue: "ben")))
        }
        try await removal(theatre).remove(id, owner: Theatre.owner)
        #expect(try await theatre.objects.list(prefix: "", after: nil, limit: 9).isEmpty)
        #expect(theatre.store.everything().isEmpty)
        await #expect(throws: ReferenceRemoval.Refusal.unknown) {
            try await removal(theatre).remove(id, owner: Theatre.owner)
        }
    }

    @Test("a reference that a job dances to stays; afterwards it may go")
    func inUse() async throws {
        let theatre = Theatre()
        try await theatre.addReferences()
        try await intake(theatre).add(try entry("mine", .link("https://example.com/a.mp4")))
        try await theatre.play()
        let acceptance = JobAcceptance(
            store: theatre.store, queue: theatre.queue, clock: theatre.clock, identifiers: FarIdentifiers())
        let job = try await acceptance.accept(
            JobConfig(count: 1, referenceVideos: ["mine"], seed: 1), owner: Theatre.owner)
        let id = try #require(ReferenceID(rawValue: "mine"))
        await #expect(throws: ReferenceRemoval.Refusal.inUse(job.jobID)) {
            try await removal(theatre).remove(id, owner: Theatre.owner)
        }
        #expect(try await find(theatre, "mine")?.status == .ready)
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
        try await removal(theatre).remove(id, owner: Theatre.owner)
        let shared = try #require(ReferenceID(rawValue: "one"))
        await #expect(throws: ReferenceRemoval.Refusal.shared) {
            try await removal(theatre).remove(shared, owner: Theatre.owner)
        }
    }

    @Test("a job that begins on a reference on its way out fails before anything is paid for")
    func deleting() async throws {
        let theatre = Theatre()
        try await theatre.addReferences()
        try await intake(theatre).add(try entry("mine", .link("https://example.com/a.mp4")))
        try await theatre.play()
        let acceptance = JobAcceptance(
            store: theatre.store, queue: theatre.queue, clock: theatre.clock, identifiers: FarIdentifiers())
        let job = try await acceptance.accept(
            JobConfig(count: 1, referenceVideos: ["mine"], seed: 1), owner: Theatre.owner)
        try await Transactor(store: theatre.store, clock: theatre.clock).update(
            ReferenceState.self, try #require(ReferenceID(rawValue: "mine"))
        ) { $0.reference.status = .deleting }
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .failed && done.errors.map(\.code) == ["reference_rejected"])
        #expect(theatre.provider.submissions.isEmpty)
    }

    @Test("a job on an address waits for it before anything else is done, and fails for nothing when it cannot be had")
    func waits() async throws {
        let theatre = Theatre()
        try await theatre.addReferences()
        let acceptance = JobAcceptance(
            store: theatre.store, queue: theatre.queue, clock: theatre.clock, identifiers: FarIdentifiers())
        let link = "https://example.com/dance.mp4"
        let order = JobConfig(count: 1, referenceVideos: [link], seed: 1, referenceRights: .licensed)
        let job = try await acceptance.accept(order, owner: Theatre.owner)
        let id = try ReferenceIntake.id(ofLink: link, owner: Theatre.owner)
        #expect(job.requestedReferences == [id])
        let worker = theatre.worker()
        for _ in 0..<3 {
            for task in await theatre.queue.takeDue(at: theatre.manual.now) where task.path == "/tasks/job" {
                try await worker.take(task)
            }
            theatre.manual.advance(by: .seconds(2))
        }
        #expect(try await theatre.job(job.jobID).status == .queued)
        try await Transactor(store: theatre.store, clock: theatre.clock).update(ReferenceState.self, id) { state in
            state.reference.status = .rejected
            state.reference.reason = "the video is shorter than three seconds"
        }
        try await theatre.play()
        let done = try await theatre.job(job.jobID)
        #expect(done.status == .failed && done.errors.map(\.code) == ["reference_rejected"])
        #expect(done.errors.first?.message.contains("three seconds") == true)
        #expect(theatre.provider.submissions.isEmpty)
    }

    @Test("a job on an address that is taken in dances to it, also under the name of its twin")
    func danced() async throws {
        let theatre = Theatre()
        try await theatre.addReferences()
        let links = ["https://example.com/a.mp4", "https://example.com/b.mp4"]
        let order = JobConfig(count: 1, referenceVideos: links, seed: 1, referenceRights: .licensed)
        let acceptance = JobAcceptance(
            store: theatre.store, queue: theatre.queue, clock: theatre.clock, identifiers: FarIdentifiers())
        let job = try await acceptance.accept(order, owner: Theatre.owner)
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
        let first = try ReferenceIntake.id(ofLink: links[0], owner: Theatre.owner)
        let known = try await ReferenceRepository(store: theatre.store).list(for: Theatre.owner)
        #expect(known.filter { $0.sameAs != nil }.count == 1)
        #expect(known.first { $0.id == first }?.sha256 == known.last?.sha256)
    }

    @Test("an address that failed is tried again when it is added again")
    func again() async throws {
        let theatre = Theatre()
        let broken = try entry("mine", .link("https://example.com/a.mp4"))
        try await intake(theatre).add(broken)
        try await Transactor(store: theatre.store, clock: theatre.clock).update(ReferenceState.self, broken.id) {
            state in
            state.engine.update(.ingest) { record in
                record.status = .failed
                record.dueAt = nil
            }
            state.engine.failing = true
            state.reference.status = .rejected
            state.reference.reason = "example.com answers 404"
        }
        #expect(try await intake(theatre).add(broken).status == .ingesting)
        try await theatre.play()
        #expect(try await find(theatre, "mine")?.status == .ready)
    }

    @Test("addresses are fetched through the guard, everything else as before")
    func sources() async throws {
        let links = RecordingLinks()
        let sources = ReferenceSources(own: PretendFetcher(), links: links, limit: 77)
        let file = FilePath(NSTemporaryDirectory()).appending("odori-source-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: file.string) }
        try await sources.fetch(.studio("one"), into: file)
        #expect(FileManager.default.contents(atPath: file.string) == Data("video".utf8))
        await #expect(throws: OdoriError(.linkRefused, "")) {
            try await sources.fetch(.link("https://example.com/a.mp4"), into: file)
        }
    }

    @Test("picks are distinct while the catalogue allows, and the same for the same job")
    func picks() throws {
        let catalogue = try (0..<7).map { try #require(ReferenceID(rawValue: "ref\($0)")) }
        for number in 0..<50 {
            let digits = String(number + 100)
            let job = try #require(JobID(rawValue: "00000000-0000-4000-8000-000000000\(digits)"))
            let picked = ReferencePicker.pick(job: job, requested: [], catalogue: catalogue)
            #expect(picked.count == 3 && Set(picked).count == 3)
            #expect(picked == ReferencePicker.pick(job: job, requested: [], catalogue: catalogue.reversed()))
            let one = ReferencePicker.pick(job: job, requested: [catalogue[2]], catalogue: catalogue)
            #expect(one.first == catalogue[2] && Set(one).count == 3)
        }
    }
}

/// Follows no link.
private struct RecordingLinks: LinkFetcher {
    func fetch(_ link: String, into file: FilePath, limit: Int64) async throws {
        #expect(limit == 77)
        throw OdoriError(.linkRefused, "example.com is not where downloads may come from")
    }
}
