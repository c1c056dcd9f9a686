import OdoriJSON
import OdoriAPI
import HTTPTypes
import HummingbirdTesting
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Testing

@Suite("The catalogue")
struct CatalogueTests {
    @Test("holds every published character of its owner, newest first, page by page")
    func characters() async throws {
        let fixture = try await APIFixture()
        for number in 0..<3 {
            try await SampleCharacter.store("mio_\(number)", owner: APIFixture.anna, in: fixture)
            fixture.clock.advance(by: .seconds(1))
        }
        try await SampleCharacter.store("ben_0", owner: APIFixture.ben, in: fixture)
        try await fixture.test { api async throws in
            let first = try await api.get("/characters?limit=2").json()
            #expect(names(first) == ["mio_2", "mio_1"])
            guard case .string(let token)? = first["next_page_token"] else {
                Issue.record("no token")
                return
            }
            let rest = try await api.get("/characters?limit=2&page_token=\(token)").json()
            #expect(names(rest) == ["mio_0"] && rest["next_page_token"] == .null)
            #expect(try await api.get("/characters?limit=0").isProblem(422))
            #expect(try await api.get("/characters?page_token=x").isProblem(422))
        }
    }

    private func names(_ page: JSONValue) -> [String] {
        guard case .array(let characters)? = page["characters"] else { return [] }
        return characters.compactMap { if case .string(let text)? = $0["name"] { text } else { nil } }
    }

    @Test("tells of one character what is to be known, with links, and to its owner alone")
    func character() async throws {
        let fixture = try await APIFixture()
        let id = try await SampleCharacter.store("mio", owner: APIFixture.anna, in: fixture)
        try await fixture.test { api async throws in
            let body = try await api.get("/characters/\(id)").json()
            #expect(body["character_id"] == .string(id.rawValue) && body["concept"]?["age"] == .integer(24))
            #expect(body["assets"]?["links"]?["poster"] != .null)
            #expect(try await api.get("/characters/\(id)", key: APIFixture.otherKey).isProblem(404))
            #expect(try await api.get("/characters/nobody_1").isProblem(404))
            #expect(try await api.get("/characters/%00").isProblem(404))
        }
    }

    @Test("shows references page by page, one's own first, each once")
    func references() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            for byte in 0..<3 {
                fixture.clock.advance(by: .seconds(1))
                #expect(
                    try await api.upload([UInt8(byte)], query: "rights=owned&adults_only=true&title=t\(byte)").status
                        == 202)
            }
            for limit in [1, 2, 3, 4, 100] {
                var seen: [String] = []
                var token = ""
                repeat {
                    let page = try await api.get("/references?limit=\(limit)\(token)").json()
                    guard case .array(let found)? = page["references"] else { return }
                    seen += found.compactMap { if case .string(let text)? = $0["title"] { text } else { nil } }
                    #expect(found.count <= limit)
                    if case .string(let next)? = page["next_page_token"] {
                        token = "&page_token=\(next)"
                    } else {
                        token = ""
                    }
                } while !token.isEmpty
                #expect(seen == ["t2", "t1", "t0", "Studio one"])
            }
            let theirs = try await api.get("/references", key: APIFixture.otherKey).json()
            guard case .array(let found)? = theirs["references"] else { return }
            #expect(found.count == 1)
            for token in ["x", "o.x", "s.%25"] {
                #expect(try await api.get("/references?page_token=\(token)").isProblem(422))
            }
        }
    }
}

/// A published character.
enum SampleCharacter {
    @discardableResult
    static func store(_ name: String, owner: OwnerID, in fixture: APIFixture) async throws -> CharacterID {
        let id = try APIFixture.require(CharacterID(rawValue: "\(name)_1770337530"))
        let job = try APIFixture.require(JobID(rawValue: APIFixture.jobID))
        let look = Concept.Look(
            seed: 1, hairStyle: "bob", hairColour: "#101010", eyeColour: "#202020", skinColour: "#f0d0c0", palette: [])
        let concept = Concept(
            name: name, age: 24, personality: "calm", look: look, outfit: "jacket", setting: "studio",
            danceMood: "bright", caption: "hello", hashtags: ["#dance"])
        let character = CharacterDocument(
            result: CharacterResult(characterID: id, name: name, assets: SampleJob.assets),
            owner: owner, run: RunID(job: job, slot: Slot(0)), concept: concept, provenance: Manifest(entries: []),
            createdAt: fixture.clock.now)
        _ = try await fixture.documents.commit([.put(character, at: .character(id), if: .absent)])
        return id
    }
}
