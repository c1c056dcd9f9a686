import OdoriDomain
import Testing

@Suite("Names and ids")
struct IdentifierTests {
    @Test(
        "a slug is always safe",
        arguments: [
            ("Mio Kazehara", "mio_kazehara"), ("  Éva  D'Arc ", "eva_d_arc"), ("風原 澪", "feng_yuan_ling"),
            ("🦊🦊", "character"), ("../../etc", "etc"), ("<img onerror=x>", "img_onerror_x"), ("", "character"),
            (String(repeating: "ab ", count: 40), String(repeating: "ab_", count: 13) + "a"),
        ])
    func slugs(_ name: String, _ expected: String) {
        #expect(Slug(name: name).rawValue == expected)
    }

    @Test(
        "an object's name never leaves its place",
        arguments: [
            "../a", "a/../b", "/a", "a//b", "a/", "", ".", "a b", "a\u{0}", "ä", String(repeating: "a", count: 513),
        ])
    func badObjectNames(_ text: String) {
        #expect(ObjectName(rawValue: text) == nil)
    }

    @Test(
        "a job's id is a lower-case UUID", arguments: ["", "550E8400-e29b-41d4-a716-446655440000", "550e8400e29b", "x"])
    func badJobIDs(_ text: String) {
        #expect(JobID(rawValue: text) == nil)
        #expect(JobID(rawValue: "550e8400-e29b-41d4-a716-446655440000") != nil)
    }

    @Test("a character's id is its slug and the job's second")
    func characterID() {
        let id = CharacterID(slug: Slug(name: "Mio Kazehara"), jobCreatedAt: Timestamp(seconds: 1_770_337_530))
        #expect(id.rawValue == "mio_kazehara_1770337530")
        #expect(CharacterID(rawValue: "mio_kazehara_1770337530") == id)
        #expect(CharacterID(rawValue: "mio") == nil)
    }

    @Test("an operation's key is the same for the same work, and differs for every other")
    func operationKey() throws {
        let job = try #require(JobID(rawValue: "550e8400-e29b-41d4-a716-446655440000"))
        let run = RunID(job: job, slot: Slot(0))
        let keys = [
            OperationKey(run: run, stage: .dance(0), generation: 0),
            OperationKey(run: run, stage: .dance(0), generation: 1),
            OperationKey(run: run, stage: .dance(1), generation: 0),
            OperationKey(run: RunID(job: job, slot: Slot(1)), stage: .dance(0), generation: 0),
        ]
        #expect(Set(keys).count == keys.count)
        #expect(OperationKey(run: run, stage: .dance(0), generation: 0) == keys[0])
    }

    @Test("an instant's text sorts as the instant does", arguments: [0, 1, 999, 1000, 1_770_337_530_123])
    func timestamps(_ milliseconds: Int64) {
        let instant = Timestamp(milliseconds: milliseconds)
        let later = instant + .milliseconds(1)
        #expect(Timestamp(rfc3339: instant.rfc3339) == instant)
        #expect(instant.rfc3339 < later.rfc3339)
        #expect(instant.rfc3339.count == 24)
    }

    @Test("references are picked alike for the same job, distinct while the catalogue allows")
    func picks() throws {
        let job = try #require(JobID(rawValue: "550e8400-e29b-41d4-a716-446655440000"))
        let ids = ["a", "b", "c", "d", "e"].compactMap(ReferenceID.init(rawValue:))
        let first = ReferencePicker.pick(job: job, requested: [ids[2]], catalogue: ids)
        #expect(first == ReferencePicker.pick(job: job, requested: [ids[2]], catalogue: ids.reversed()))
        #expect(first[0] == ids[2] && Set(first).count == 3)
        #expect(ReferencePicker.pick(job: job, requested: [], catalogue: [ids[0]]) == [ids[0], ids[0], ids[0]])
        #expect(ReferencePicker.pick(job: job, requested: [], catalogue: []).isEmpty)
    }
}
