import OdoriJSON
import Foundation
import HTTPTypes
import HummingbirdTesting
import Hummingbird
import NIOCore
import OdoriHTTP
@testable import OdoriAPI
import OdoriDomain
import OdoriPorts
import OdoriTesting
import Testing

@Suite("What guards the API")
struct GuardTests {
    private func name(_ text: String) throws -> HTTPField.Name {
        try APIFixture.require(HTTPField.Name(text))
    }

    @Test("a key that asks too often is told when to come back; other keys are not its business")
    func rateLimit() async throws {
        var fixture = try await APIFixture()
        fixture.rateLimit = 2
        try await fixture.test { [fixture] api async throws in
            for _ in 0..<4 { #expect(try await api.get("/jobs").status == 200) }
            let refused = try await api.get("/jobs")
            #expect(try refused.isProblem(429))
            #expect(refused.header(.retryAfter) == "1")
            #expect(try await api.get("/jobs", key: APIFixture.otherKey).status == 200)
            fixture.clock.advance(by: .milliseconds(500))
            #expect(try await api.get("/jobs").status == 200)
            #expect(try await api.get("/jobs").status == 429)
            fixture.clock.advance(by: .seconds(60))
            for _ in 0..<4 { #expect(try await api.get("/jobs").status == 200) }
            #expect(try await api.get("/jobs").status == 429)
        }
    }

    @Test("health, readiness and the specification need no key and spend none of its turns")
    func open() async throws {
        var fixture = try await APIFixture()
        fixture.rateLimit = 1
        try await fixture.test { api async throws in
            for path in ["/health", "/ready", "/api/v1/openapi.json"] {
                for _ in 0..<5 { #expect(try await api.send(.get, path, key: nil).status == 200) }
            }
        }
    }

    @Test("metrics need a key, and count by route", arguments: [nil, "wrong"])
    func metrics(key: String?) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            #expect(try await api.send(.get, "/metrics", key: key).isProblem(401))
            _ = try await api.get("/status/\(APIFixture.jobID)")
            let text = String(decoding: try await api.send(.get, "/metrics").bytes, as: UTF8.self)
            let line = #"method="GET",route="/api/v1/pipeline/status/{job_id}",status="404"} 1"#
            #expect(text.contains("odori_http_request_seconds_count{\(line)\n"))
            #expect(!text.contains(APIFixture.jobID))
        }
    }

    @Test("every answer, problems included, forbids browsers to do anything with it")
    func securityHeaders() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            for path in ["/health", "/api/v1/pipeline/jobs", "/nothing", "/api/v1/openapi.json"] {
                let answer = try await api.send(.get, path)
                #expect(answer.header(.xContentTypeOptions) == "nosniff")
                #expect(answer.header(try name("X-Frame-Options")) == "DENY")
                #expect(answer.header(try name("Referrer-Policy")) == "no-referrer")
                #expect(answer.header(.contentSecurityPolicy)?.hasPrefix("default-src 'none'") == true)
            }
        }
    }

    @Test("pages of other origins are kept out unless they are named")
    func cors() async throws {
        let origin = "https://studio.example"
        let asking: HTTPFields = [.origin: origin, .accessControlRequestMethod: "POST"]
        var fixture = try await APIFixture()
        try await fixture.test { api async throws in
            #expect(
                try await api.send(.get, "/health", headers: [.origin: origin]).header(.accessControlAllowOrigin) == nil
            )
            #expect(try await api.send(.options, "/api/v1/pipeline/run", key: nil, headers: asking).status == 401)
        }
        fixture.corsOrigins = [origin]
        try await fixture.test { api async throws in
            let permission = try await api.send(.options, "/api/v1/pipeline/run", key: nil, headers: asking)
            #expect(permission.status == 204 && permission.header(.accessControlAllowOrigin) == origin)
            #expect(permission.header(.accessControlAllowHeaders)?.contains("Idempotency-Key") == true)
            let refused = try await api.send(.get, "/api/v1/pipeline/jobs", key: nil, headers: [.origin: origin])
            #expect(try refused.isProblem(401))
            #expect(refused.header(.accessControlAllowOrigin) == origin && refused.header(.vary) == "Origin")
            let other = try await api.send(.get, "/health", headers: [.origin: "https://elsewhere.example"])
            #expect(other.header(.accessControlAllowOrigin) == nil && other.header(.vary) == "Origin")
        }
    }

    @Test("a body that trickles in is given up")
    func trickle() async throws {
        let clock = ManualClock()
        let pieces = AsyncStream<ByteBuffer> { continuation in
            for piece in [#"{"cou"#, #"nt": "#, "1}"] { continuation.yield(ByteBuffer(string: piece)) }
            continuation.finish()
        }
        let slow = pieces.map { piece in
            clock.advance(by: .seconds(8))
            return piece
        }
        var head = HTTPRequest(method: .post, scheme: "http", authority: "odori.test", path: "/")
        head.headerFields[.contentType] = "application/json"
        let request = Request(head: head, body: RequestBody(asyncSequence: slow))
        await #expect { try await request.json(within: clock) } throws: { error in
            (error as? Problem)?.status == .requestTimeout
        }
    }

    @Test("an owner may have several keys, each with its own turns")
    func severalKeys() async throws {
        let keys = BearerKeys([
            (APIFixture.anna, hexSHA256(Data("old".utf8))), (APIFixture.anna, hexSHA256(Data("new".utf8))),
        ])
        #expect(keys.holder(of: "old")?.owner == APIFixture.anna)
        #expect(keys.holder(of: "new")?.owner == APIFixture.anna)
        #expect(keys.holder(of: "old")?.number != keys.holder(of: "new")?.number)
    }
}
