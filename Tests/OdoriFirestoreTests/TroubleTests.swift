import Foundation
import OdoriDomain
import OdoriFirestore
import OdoriJudges
import OdoriPorts
import Testing

@Suite("Firestore in trouble", .firestoreEmulator, Judges.calls("firestore"), .timeLimit(.minutes(2)))
struct TroubleTests {
    private static let body = Data(#"{"n":1}"#.utf8)

    /// Runs `body` with a store behind a relay, and a key that nobody else uses.
    private func with(
        callDeadline: Duration = .seconds(10),
        _ body: @escaping @Sendable (FirestoreDocumentStore, Relay, DocumentKey) async throws -> Void
    ) async throws {
        let emulator = try FirestoreEmulator.running
        // The first calls of an emulator take seconds on a busy machine; the test's own deadlines are for what comes then.
        let (patient, key) = (emulator.store(callDeadline: .seconds(60)), DocumentKey("trouble", UUID().uuidString))
        try await patient.commit(Self.create(DocumentKey("first", UUID().uuidString)))
        _ = try await patient.get([key])
        let relay = Relay(to: emulator.host)
        try await relay.serving { address in
            let store = emulator.store(through: address, clock: HurriedClock(), callDeadline: callDeadline)
            try await body(store, relay, key)
        }
    }

    private static func create(_ key: DocumentKey, _ n: Int = 1) -> [DocumentWrite] {
        [DocumentWrite(.put(json: Data(#"{"n":\#(n)}"#.utf8)), key, if: .absent)]
    }

    @Test(
        "a commit that was carried out although its answer was lost succeeds, with the version that it made",
        arguments: [
            Relay.Trouble.cut(0), .cut(40), .handOnAndAnswer(503, Relay.error("UNAVAILABLE", "gone")),
            .handOnAndAnswer(500, Relay.error("INTERNAL", "gone")),
            .handOnAndAnswer(504, Relay.error("DEADLINE_EXCEEDED", "gone")), .handOnAndAnswer(200, "{"),
        ]
    )
    func lostAnswer(_ trouble: Relay.Trouble) async throws {
        try await with { store, relay, key in
            relay.troubles(trouble)
            let versions = try await store.commit(Self.create(key))
            let found = try await store.get([key]).first.flatMap(\.self)
            #expect(versions == [found?.version])
            #expect(try found?.body.json() == Self.body)
        }
    }

    @Test(
        "commits that went together succeed one and all when their answer was lost, each with the versions that it made",
        arguments: [Relay.Trouble.none, .cut(0), .handOnAndAnswer(500, Relay.error("INTERNAL", "gone"))]
    )
    func lostTogether(_ trouble: Relay.Trouble) async throws {
        try await with { store, relay, key in
            relay.troubles(.none, trouble)
            let keys = (0..<12).map { DocumentKey(path: "\(key.path)-\($0)") }
            let versions = try await withThrowingTaskGroup(of: (Int, DocumentVersion?).self) { group in
                for (place, key) in keys.enumerated() {
                    group.addTask { (place, try await store.commit(Self.create(key, place)).first.flatMap(\.self)) }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            for (place, found) in try await store.get(keys).enumerated() {
                #expect(found != nil && found?.version == versions[place])
                #expect(try found?.body.json() == Data(#"{"n":\#(place)}"#.utf8))
            }
            #expect(relay.calls.filter { $0 == "commit" }.count < 12)
        }
    }

    @Test("a commit that was overwritten before its answer was found lost is a conflict, as for whoever comes late")
    func overtaken() async throws {
        try await with { store, relay, key in
            try await store.commit(Self.create(key))
            relay.troubles(.answer(503, Relay.error("UNAVAILABLE", "later")))
            await #expect(throws: DocumentConflict()) { try await store.commit(Self.create(key, 2)) }
            #expect(try await store.get([key]).first??.body.json() == Self.body)
        }
    }

    @Test("a commit that was not carried out and cannot be repeated is told as transient, and leaves nothing")
    func notCarriedOut() async throws {
        try await with { store, relay, key in
            relay.troubles(.answer(500, Relay.error("INTERNAL", "broken")))
            let error = await #expect(throws: OdoriError.self) { try await store.commit(Self.create(key)) }
            #expect(error?.kind == .transient && error?.code == "store_unavailable")
            #expect(error?.message.contains("broken") == true)
            #expect(relay.calls == ["commit", "batchGet"])
            let found = try await store.get([key])
            #expect(found.count == 1 && found[0] == nil)
        }
    }

    @Test("what the official client repeats is repeated", arguments: [503, 429])
    func repeated(_ status: Int) async throws {
        try await with { store, relay, key in
            relay.troubles(.answer(status, Relay.error("X", "later")), .answer(status, Relay.error("X", "later")))
            try await store.commit(Self.create(key))
            #expect(relay.calls == ["commit", "commit", "commit"])
            relay.forget()
            relay.troubles(.answer(status, Relay.error("X", "later")), .cut(30), .cut(0))
            #expect(try await store.get([key]).first??.body.json() == Self.body)
            #expect(relay.calls.count == 4)
        }
    }

    @Test("contention is a conflict at once for who expects versions, and repeated for who expects none")
    func contention() async throws {
        try await with { store, relay, key in
            let aborted = Relay.Trouble.answer(409, Relay.error("ABORTED", "too much contention"))
            relay.troubles(aborted)
            let version = try #require(try await store.commit(Self.create(key)).first.flatMap(\.self))
            #expect(relay.calls == ["commit", "commit"])
            relay.forget()
            relay.troubles(aborted)
            let write = DocumentWrite(.put(json: Self.body), key, if: .version(version))
            await #expect(throws: DocumentConflict()) { try await store.commit([write]) }
            #expect(relay.calls == ["commit"])
        }
    }

    @Test(
        "what nobody can repeat away is an error of the right class, with the service's words",
        arguments: [
            (401, "UNAUTHENTICATED", "store_denied", OdoriError.Kind.permanent),
            (403, "PERMISSION_DENIED", "store_denied", .permanent),
            (404, "NOT_FOUND", "store_missing", .permanent),
            (400, "INVALID_ARGUMENT", "document_refused", .permanent),
            (429, "RESOURCE_EXHAUSTED", "store_unavailable", .throttled(retryAfter: .seconds(7))),
            (503, "UNAVAILABLE", "store_unavailable", .transient),
        ]
    )
    func refused(_ status: Int, _ word: String, _ code: String, _ kind: OdoriError.Kind) async throws {
        try await with { store, relay, key in
            let answer = Relay.Trouble.answer(status, Relay.error(word, "the words"))
            for call in 0..<2 {
                relay.troubles(answer, answer, answer, answer, answer, answer, answer, answer, answer, answer, answer)
                let error = await #expect(throws: OdoriError.self) {
                    if call == 0 { _ = try await store.get([key]) } else { try await store.commit(Self.create(key)) }
                }
                #expect(error?.code.rawValue == code && error?.kind == kind)
                #expect(error?.message.contains("the words") == true)
            }
        }
    }

    @Test("a query without its index says so, with the link that makes it")
    func index() async throws {
        try await with { store, relay, _ in
            relay.troubles(.answer(400, "[\(Relay.error("FAILED_PRECONDITION", "create it here: https://…"))]"))
            let error = await #expect(throws: OdoriError.self) {
                try await store.query(DocumentQuery(.collection("trouble"), order: .init("n"), limit: 1))
            }
            #expect(error?.code == "index_missing" && error?.message.contains("https://…") == true)
        }
    }

    @Test("an answer that does not come is waited for no longer than a call may take")
    func silence() async throws {
        try await with(callDeadline: .seconds(5)) { store, relay, key in
            relay.troubles(.silence)
            let versions = try await store.commit(Self.create(key))
            #expect(versions.first.flatMap(\.self) != nil)
            #expect(relay.calls.filter { $0 == "commit" }.count == 1)
        }
    }

    @Test("a service that is not there is transient")
    func down() async throws {
        let port = try LocalSocket.freePort()
        let store = try FirestoreEmulator.running.store(through: "127.0.0.1:\(port)", clock: HurriedClock())
        let key = DocumentKey("trouble", "1")
        for call in 0..<2 {
            let error = await #expect(throws: OdoriError.self) {
                if call == 0 { _ = try await store.get([key]) } else { try await store.commit(Self.create(key)) }
            }
            #expect(error?.code == "store_unavailable" && error?.kind == .transient)
        }
    }
}
