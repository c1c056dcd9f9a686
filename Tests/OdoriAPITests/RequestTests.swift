import OdoriLocal
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import OdoriDomain
import OdoriTesting
import Synchronization
import Testing

@Suite("Every request")
struct RequestTests {
    @Test(
        "an address that there is not is a 404 problem",
        arguments: ["/nothing", "/api/v1/pipeline", "/api/v1/pipeline/nothing", "/api/v2/pipeline/run", "/media"]
    )
    func unknown(path: String) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            #expect(try await api.send(.get, path).isProblem(404))
        }
    }

    @Test(
        "another method is a 405 that names the right ones",
        arguments: [
            ("GET", "/api/v1/pipeline/run", "POST"), ("DELETE", "/api/v1/pipeline/jobs", "GET, HEAD"),
            ("PUT", "/api/v1/pipeline/references", "GET, POST, HEAD"), ("POST", "/health", "GET, HEAD"),
            ("PATCH", "/media/a/b", "GET, HEAD"),
        ]
    )
    func method(method: String, path: String, allowed: String) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let answer = try await api.send(try APIFixture.require(HTTPRequest.Method(method)), path)
            #expect(try answer.isProblem(405))
            #expect(answer.header(.allow) == allowed)
        }
    }

    @Test("a decent request id is taken over", arguments: ["a", "0af7651916cd43dd-8448.eb_21", "x"])
    func ownID(id: String) async throws {
        let fixture = try await APIFixture()
        let name = try APIFixture.require(HTTPField.Name("X-Request-ID"))
        try await fixture.test { api async throws in
            #expect(try await api.send(.get, "/health", headers: [name: id]).header(name) == id)
        }
    }

    @Test(
        "any other request id is replaced",
        arguments: ["", "two words", "a\tb", "naïve", String(repeating: "a", count: 65), "<script>", "a;b"]
    )
    func madeID(id: String) async throws {
        let fixture = try await APIFixture()
        let name = try APIFixture.require(HTTPField.Name("X-Request-ID"))
        try await fixture.test { api in
            let made = try await api.send(.get, "/health", headers: [name: id]).header(name)
            #expect(made?.wholeMatch(of: #/[0-9a-f]{16}/#) != nil)
        }
    }

    @Test("no log line holds a key, a signature or a query")
    func logs() async throws {
        let sink = Sink()
        var fixture = try await APIFixture()
        fixture.logger = Logger(label: "test") { _ in SinkHandler(sink: sink) }
        fixture.store = FaultyDocumentStore(
            fixture.documents,
            FaultPlan(throwing: OdoriError(.internalError, "why"), .before, call: 6)
        )
        try await fixture.test { api in
            _ = try await api.post("/run", #"{"count": 1}"#)
            _ = try await api.get("/jobs?page_token=hush-query")
            _ = try await api.get("/jobs", key: "hush-wrong-key")
            _ = try await api.get("/jobs")
            _ = try await api.send(.get, "/media/a/b?exp=1&sig=hush-signature", key: nil)
        }
        let lines = sink.lines.withLock { $0 }
        #expect(lines.count >= 6)
        #expect(lines.contains { $0.contains("POST /api/v1/pipeline/run") && $0.contains("202") })
        // What runs beside the server says that it begins and ends.
        #expect(lines.filter { !$0.hasPrefix("debug") }.allSatisfy { $0.contains("request_id") })
        #expect(lines.allSatisfy { !$0.contains("hush") && !$0.contains(APIFixture.key) && !$0.contains("sig=") })
    }

    private final class Sink: Sendable {
        let lines = Mutex<[String]>([])
    }

    private struct SinkHandler: LogHandler {
        let sink: Sink
        var metadata: Logger.Metadata = [:]
        var metadataProvider: Logger.MetadataProvider?
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            sink.lines.withLock { $0.append("\(event.level) \(event.message) \(all)") }
        }
    }
}
