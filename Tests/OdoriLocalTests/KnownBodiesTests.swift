import Foundation
import OdoriDomain
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

@testable import OdoriLocal

@Suite("bodies that need not be decoded again")
struct KnownBodiesTests {
    @Test("a body is known by its version, and one that is not known is not guessed")
    func versions() {
        let known = KnownBodies()
        known.remember(DocumentBody(json: Data("{}".utf8)), at: "a/b", version: 1)
        #expect(known.body(at: "a/b", version: 1) != nil)
        #expect(known.body(at: "a/b", version: 2) == nil)
        #expect(known.body(at: "a/c", version: 1) == nil)
    }

    @Test("no more than two generations are kept, and what is asked for again stays")
    func bounds() {
        let known = KnownBodies(size: 10)
        for number in 0..<95 {
            known.remember(DocumentBody(json: Data("{}".utf8)), at: "a/\(number)", version: 1)
            _ = known.body(at: "a/0", version: 1)
        }
        #expect(known.count <= 20)
        #expect(known.body(at: "a/0", version: 1) != nil)
        #expect(known.body(at: "a/94", version: 1) != nil)
        #expect(known.body(at: "a/50", version: 1) == nil)
    }

    @Test("what another process wrote is read, not remembered")
    func processes() async throws {
        try await withTestDirectory { directory in
            let path = directory.appending("odori.sqlite")
            let (mine, theirs) = (try SQLiteDocumentStore(path: path), try SQLiteDocumentStore(path: path))
            let key = DocumentKey("notes", "1")
            for number in 0..<20 {
                let writer = number.isMultiple(of: 3) ? mine : theirs
                let write = DocumentWrite(.put(DocumentBody(["n": number])), key, if: .none)
                try await writer.commit([write])
                for store in [mine, theirs] {
                    let body = try await store.get([key]).first??.body
                    #expect(try body?.value(as: [String: Int].self) == ["n": number])
                }
            }
            try mine.close()
            try theirs.close()
        }
    }

    @Test("documents tell of themselves what their bytes say")
    func told() throws {
        let now = Timestamp(seconds: 1_770_458_400)
        let id = try #require(JobID(rawValue: "00000000-0000-4000-8000-000000000001"))
        let graph = StageGraph.build(JobOptions())
        let reference = try #require(ReferenceID(rawValue: "one"))
        let bodies = [
            DocumentBody(EngineDocument(graph: graph, now: now)), DocumentBody(LedgerDocument()),
            DocumentBody(
                JobDocument(
                    id: id, owner: .local, config: JobConfig(count: 1), catalogue: [], requestedReferences: [], now: now
                )),
            DocumentBody(
                RunDocument(
                    run: RunID(job: id, slot: Slot(0)), owner: .local, references: [reference], graph: graph,
                    createdAt: now, now: now)),
            DocumentBody(
                ReferenceDocument(
                    id: reference, owner: .shared, title: "", fileName: "", source: .studio("one"), rights: .owned,
                    adultsOnly: true, now: now)),
        ]
        for body in bodies {
            let key = DocumentKey("a", "b")
            let told = DocumentMembers(toldBy: body)
            let read = try DocumentMembers(scanning: DocumentContent.text(of: body, key), of: key)
            for member in ["owner", "status", "due_at", "created_at", "format"] {
                #expect(try told[member] == read[member])
            }
        }
    }
}
