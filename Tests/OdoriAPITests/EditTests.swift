import OdoriJSON
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Testing

@Suite("How a character was cut")
struct EditTests {
    /// A run of Anna's whose deliverable was cut from three dances, from second 1 of its reference on.
    private static func store(in fixture: APIFixture, isCut: Bool = true) async throws {
        let now = fixture.clock.now
        let id: JobID = try APIFixture.require(JobID(rawValue: APIFixture.jobID))
        let reference = try APIFixture.require(ReferenceID(rawValue: "own"))
        var dance = ReferenceDocument(
            id: reference, owner: APIFixture.anna, title: "Own", fileName: "own.mp4", source: .studio("own"),
            rights: .owned,
            adultsOnly: true, now: now)
        dance.analysis = DanceAnalysis(
            tempo: 120, beats: [0.5, 1, 1.5, 2, 6], downbeats: [1], sections: [], drop: 2.5, confidence: 0.9,
            hasSound: true)
        let graph = StageGraph.build(JobOptions())
        let run = RunDocument(
            run: RunID(job: id, slot: Slot(0)), owner: APIFixture.anna, references: [reference], graph: graph,
            createdAt: now, now: now)
        var engine = EngineDocument(graph: graph, now: now)
        let clips: [StageID] = [.dance(0), .variantDance(.swimsuit), .variantDance(.kpop)]
        let plan = EditPlan(
            segments: clips.map { .init(clip: $0, sourceStart: 0, length: 30) }, lowConfidence: true, referenceStart: 30
        )
        let facts = try StageFacts(plan)
        if isCut { engine.update(.master) { $0.outputs = StageOutputs(facts: facts) } }
        _ = try await fixture.documents.commit([
            .put(dance, at: .reference(reference), if: .absent), .put(run, at: .run(run.id), if: .absent),
            .put(engine, at: .engine(run.id), if: .absent),
        ])
    }

    @Test("is told in seconds of the delivered file, with the beats that fall into it")
    func told() async throws {
        let fixture = try await APIFixture()
        try await Self.store(in: fixture)
        try await fixture.test { api async throws in
            let wanted = try JSONValue(
                golden: """
                    {"duration": 3, "reference": "own", "tempo": 120, "drop": 1.5, "low_confidence": true,
                     "beats": [0, 0.5, 1], "downbeats": [0], "segments": [
                       {"clip": "dance_0", "start": 0, "end": 1}, {"clip": "variant_dance_swimsuit", "start": 1, "end": 2},
                       {"clip": "variant_dance_kpop", "start": 2, "end": 3}]}
                    """)
            #expect(try await api.get("/edit/\(APIFixture.jobID)/0").json() == wanted)
        }
    }

    @Test("is not there for others, before the cut, and for nobody's character")
    func absent() async throws {
        let fixture = try await APIFixture()
        try await Self.store(in: fixture, isCut: false)
        try await fixture.test { api async throws in
            let path = "/edit/\(APIFixture.jobID)"
            #expect(try await api.get("\(path)/0").isProblem(404))
            #expect(try await api.get("\(path)/7").isProblem(404))
            #expect(try await api.get("\(path)/x").isProblem(404))
        }
        let other = try await APIFixture()
        try await Self.store(in: other)
        try await other.test { api async throws in
            #expect(try await api.get("/edit/\(APIFixture.jobID)/0", key: APIFixture.otherKey).isProblem(404))
            #expect(try await api.get("/edit/\(APIFixture.jobID)/0").status == 200)
        }
    }
}
