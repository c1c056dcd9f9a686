import OdoriJSON
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Testing

@Suite("What clients are told about the installation")
struct SettingsRouteTests {
    @Test("an order form finds its styles and limits, and whose key it is")
    func told() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            let told = try await api.get("/settings").json()
            #expect(told["owner"] == .string("anna"))
            #expect(told["max_count"] == .integer(20))
            #expect(told["upload_limit_bytes"] == .integer(4096))
            guard case .array(let styles)? = told["styles"] else { throw APIFixture.Missing() }
            #expect(styles.compactMap { $0["id"] } == Style.all.map { .string($0.id) })
            #expect(try await api.get("/settings", key: nil).isProblem(401))
        }
    }

    @Test("a catalogue with nothing ready, missing links and a store that is away are said")
    func checks() async throws {
        var fixture = try await APIFixture()
        fixture.hasLinks = false
        try await fixture.test { api async throws in
            #expect(try await Self.states(api) == ["storage": "good", "references": "notice", "media links": "notice"])
        }
        try await APIFixture(withReference: false).test { api async throws in
            #expect(try await Self.states(api) == ["storage": "good", "references": "bad", "media links": "good"])
        }
        let down = OdoriError(.storeUnavailable, "away", .transient)
        fixture.store = FaultyDocumentStore(fixture.documents, FaultPlan(throwing: down, .before, call: 1))
        try await fixture.test { api async throws in
            #expect(try await Self.states(api) == ["storage": "bad", "media links": "notice"])
        }
    }

    private static func states(_ api: APIClient) async throws -> [String: String] {
        guard case .array(let checks)? = try await api.get("/settings").json()["checks"] else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: checks.compactMap { check in
                guard case .string(let name)? = check["name"], case .string(let state)? = check["state"] else {
                    return nil
                }
                return (name, state)
            })
    }
}
