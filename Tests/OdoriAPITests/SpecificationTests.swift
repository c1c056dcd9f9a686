import OdoriJSON
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OdoriAPI
import OdoriDomain
import OdoriTesting
import Testing

@Suite("The specification", .timeLimit(.minutes(15)))
struct SpecificationTests {
    private static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../..").standardizedFileURL
    /// Examples for each operation: `ODORI_TEST_EVERY=1` plays many.
    private static let examples = ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"] == "1" ? "60" : "8"

    @Test("is served as it lies in the repository")
    func served() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let answer = try await api.send(.get, "/api/v1/openapi.json", key: nil)
            let source = try Data(contentsOf: Self.repository.appending(path: "docs/openapi.json"))
            #expect(answer.bytes == Array(source))
            #expect(answer.header(.contentType) == "application/json; charset=utf-8")
        }
    }

    @Test("knows every route that the API has, and no other")
    func routes() async throws {
        let source = try Data(contentsOf: Self.repository.appending(path: "docs/openapi.json"))
        guard case .object(let paths)? = try JSONDecoder().decode(JSONValue.self, from: source)["paths"] else {
            Issue.record("no paths")
            return
        }
        let fixture = try await APIFixture()
        let router = APIRouter(fixture.services).router
        let refusing = Set(["options", "trace", "query"])
        let known = Set(
            router.routes.filter { !refusing.contains($0.method.rawValue.lowercased()) }.map { "\($0.path)" })
        let said = Set(paths.keys.map { $0.replacing("{character_id}", with: "{id}") })
        #expect(known.subtracting(["/media/**"]) == said)
    }

    @Test("knows every style, and every field of an order that is kept")
    func order() throws {
        let source = try Data(contentsOf: Self.repository.appending(path: "docs/openapi.json"))
        let schemas = try JSONDecoder().decode(JSONValue.self, from: source)["components"]?["schemas"]
        let order = schemas?["Order"]?["properties"]
        #expect(order?["style_id"]?["enum"] == .array(Style.all.map { .string($0.id) } + [.null]))
        guard case .object(let asked)? = order, case .object(let kept)? = schemas?["Config"]?["properties"] else {
            Issue.record("no properties")
            return
        }
        #expect(Set(kept.keys).isSubset(of: asked.keys))
    }

    @Test("holds by openapi-spec-validator and by schemathesis, which plays with the live API")
    func judged() async throws {
        try await LiveAPI.running { api in
            let python = try run("/bin/sh", [Self.repository.appending(path: "Tests/Interop/venv.sh").path])
            let judge = Self.repository.appending(path: "Tests/Interop/judge_api.py").path
            let said = try run(python.output, [judge, api.url, LiveAPI.key, Self.examples])
            #expect(said.output.hasSuffix("ok"), "\(said.output)")
        }
    }

    private func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return (process.terminationStatus, text)
    }
}
