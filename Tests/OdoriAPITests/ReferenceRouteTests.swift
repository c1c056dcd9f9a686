import OdoriJSON
import Foundation
import HTTPTypes
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriTesting
import Testing

@Suite("References by address, and their end")
struct ReferenceRouteTests {
    private static let good = #"{"url": "https://example.com/a.mp4", "rights": "licensed", "adults_only": true}"#

    @Test("an address is taken for its owner alone, and the same address is the same reference")
    func added() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { client in
            let answer = try await client.post("/references", Self.good)
            #expect(answer.status == 202)
            let body = try answer.json()
            guard case .string(let id)? = body["id"] else {
                Issue.record("no id")
                return
            }
            #expect(body["status"] == .string("ingesting") && body["source"] == .string("url"))
            #expect(answer.header(.location) == "/api/v1/pipeline/references/\(id)")
            #expect(try await client.post("/references", Self.good).json()["id"] == .string(id))
            let others = try await client.post("/references", Self.good, key: APIFixture.otherKey).json()
            #expect(others["id"] != .string(id))
            #expect(try await client.get("/references/\(id)", key: APIFixture.otherKey).status == 404)
        }
        #expect(await fixture.queue.accepted.count == 2)
    }

    @Test(
        "what is missing or leads inside is refused by name, and nothing is stored",
        arguments: [
            ("{}", ["/url", "/rights", "/adults_only"]), ("[]", [""]),
            (#"{"url": "http://example.com/a", "rights": "owned", "adults_only": true}"#, ["/url"]),
            (#"{"url": "https://10.0.0.1/a", "rights": "owned", "adults_only": true}"#, ["/url"]),
            (#"{"url": "https://[::1]/a", "rights": "owned", "adults_only": true}"#, ["/url"]),
            (#"{"url": "file:///etc/passwd", "rights": "owned", "adults_only": true}"#, ["/url"]),
            (#"{"url": 5, "rights": "owned", "adults_only": true}"#, ["/url", "/url"]),
            (#"{"url": "https://a.example", "rights": "stolen", "adults_only": true}"#, ["/rights"]),
            (#"{"url": "https://a.example", "rights": "owned", "adults_only": false}"#, ["/adults_only"]),
            (#"{"url": "https://a.example", "rights": "owned", "adults_only": "true"}"#, ["/adults_only"]),
            (#"{"url": "https://a.example", "rights": "owned", "adults_only": true, "x": 1}"#, ["/x"]),
            (
                #"{"url": "https://a.example", "rights": "owned", "adults_only": true, "file_name": "a/b"}"#,
                ["/file_name"]
            ),
        ])
    func refused(body: String, pointers: [String]) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { client in
            let answer = try await client.post("/references", body)
            #expect(try answer.isProblem(422))
            #expect(Set(try answer.pointers()) == Set(pointers))
        }
        #expect(try await fixture.isUntouched())
    }

    @Test("a reference is deleted by its owner alone; a shared one stays")
    func removed() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { client in
            #expect(try await client.upload([1, 2, 3]).status == 202)
            let list = try await client.get("/references").json()
            guard case .array(let all)? = list["references"],
                case .string(let id)? = all.first(where: { $0["shared"] == .bool(false) })?["id"]
            else {
                Issue.record("no reference")
                return
            }
            let path = "\(APIClient.pipeline)/references/\(id)"
            #expect(try await client.send(.delete, path, key: APIFixture.otherKey).status == 404)
            #expect(try await client.send(.delete, path).status == 204)
            #expect(try await client.send(.delete, path).status == 404)
            #expect(try await client.send(.delete, "\(APIClient.pipeline)/references/studio_one").status == 403)
        }
        #expect(try await fixture.objects.list(prefix: "", after: nil, limit: 9).isEmpty)
        #expect(fixture.documents.everything().map(\.version) == fixture.seeded)
    }
}
