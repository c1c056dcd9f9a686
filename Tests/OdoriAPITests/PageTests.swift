import Foundation
import HTTPTypes
import OdoriDomain
import Testing

@Suite("The studio page")
struct PageTests {
    private static let files = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Apps/OdoriAPI/Page/Files").standardizedFileURL

    private static func sources(_ endings: String...) throws -> [(name: String, text: String)] {
        try FileManager.default.contentsOfDirectory(atPath: files.path).sorted()
            .filter { name in endings.contains { name.hasSuffix(".\($0)") } }
            .map { ($0, try String(contentsOf: files.appending(path: $0), encoding: .utf8)) }
    }

    @Test("is open to everybody, allows nothing from elsewhere and nothing inline")
    func policy() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let page = try await api.send(.get, "/", key: nil)
            #expect(page.status == 200)
            #expect(page.header(.contentType) == "text/html; charset=utf-8")
            let policy = try #require(page.header(.contentSecurityPolicy))
            #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'"))
            #expect(policy.contains("require-trusted-types-for 'script'") && !policy.contains("unsafe"))
            #expect(try await api.send(.post, "/", key: nil).isProblem(405))
        }
    }

    @Test("an unchanged file is not sent again; one that does not exist is a problem")
    func tags() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            for path in ["/", "/page/main.js", "/page/base.css", "/page/icon.svg"] {
                let first = try await api.send(.get, path, key: nil)
                #expect(first.status == 200 && first.header(.cacheControl) == "no-cache")
                let tag = try #require(first.header(.eTag))
                let again = try await api.send(.get, path, key: nil, headers: [.ifNoneMatch: tag])
                #expect(again.status == 304 && again.bytes.isEmpty && again.header(.eTag) == tag)
            }
            #expect(try await api.send(.get, "/page/nothing.js", key: nil).isProblem(404))
        }
    }

    @Test("everything it names is there, and every file is part of the program as it lies in the repository")
    func complete() async throws {
        let sources = try Self.sources("js", "css", "svg", "html")
        let fixture = try await APIFixture()
        try await fixture.test { api in
            for (name, text) in sources {
                let served = try await api.send(.get, name == "index.html" ? "/" : "/page/\(name)", key: nil)
                #expect(Data(served.bytes) == Data(text.utf8), "\(name)")
                for reference in text.matches(of: #/(?:href|src)="\/page\/([^"]+)"|from "\.\/([^"]+)"/#) {
                    let wanted = String(reference.output.1 ?? reference.output.2 ?? "")
                    #expect(sources.contains { $0.name == wanted }, "\(name) names \(wanted)")
                }
            }
        }
    }

    @Test("script and style are 60 kB at most")
    func size() throws {
        let bytes = try Self.sources("js", "css").reduce(0) { $0 + $1.text.utf8.count }
        #expect(bytes <= 60_000)
        #expect(bytes > 10_000)
    }

    @Test("no text becomes markup, and no script or style stands in the page")
    func noMarkup() throws {
        let ways = [
            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser",
        ]
        for (name, text) in try Self.sources("js") {
            #expect(ways.filter(text.contains) == [], "\(name)")
        }
        let page = try String(contentsOf: Self.files.appending(path: "index.html"), encoding: .utf8)
        #expect(!page.contains("<style") && !page.contains(" style=") && !page.contains("http://"))
        #expect(page.matches(of: #/<script(?! type="module" src="\/page\/main\.js">)/#).isEmpty)
        #expect(page.matches(of: #/ on[a-z]+="/#).isEmpty)
    }
}
