import Foundation
import OdoriDomain
import OdoriEgress
import OdoriPorts
import SystemPackage
import Testing

@Suite("Fetching links", .timeLimit(.minutes(2)))
struct CurlLinkFetcherTests {
    private let file = FilePath(NSTemporaryDirectory()).appending("odori-egress-\(UUID().uuidString)")

    private func fetcher(
        port: Int?, limits: EgressLimits = .init()
    ) -> CurlLinkFetcher {
        let allowed = port.flatMap { EgressPolicy.Exception("127.0.0.1:\($0)") }.map { [$0] } ?? []
        return CurlLinkFetcher(EgressPolicy(allowed: allowed), limits: limits)
    }

    /// Fetches from the server and says how that ended; a file stands there only after success.
    private func fetch(
        _ path: String, limit: Int64 = 1_000_000, limits: EgressLimits = .init(),
        port: Int
    ) async throws -> OdoriError? {
        defer { try? FileManager.default.removeItem(atPath: file.string) }
        do {
            try await fetcher(port: port, limits: limits).fetch(
                "http://127.0.0.1:\(port)/\(path)", into: file, limit: limit)
            return nil
        } catch let error as OdoriError {
            #expect(!FileManager.default.fileExists(atPath: file.string), "a part of it was left behind")
            #expect(!error.message.contains(path), "the error tells the link")
            return error
        }
    }

    @Test("brings the very bytes, whether their number is told or not")
    func whole() async throws {
        try await DownloadServer().serving { port in
            let fetcher = fetcher(port: port)
            try await fetcher.fetch("http://127.0.0.1:\(port)/file/300000", into: file, limit: 300_000)
            let bytes = try #require(FileManager.default.contents(atPath: file.string))
            #expect(bytes.count == 300_000 && bytes[250] == 250 && bytes[251] == 0)
            try await fetcher.fetch("http://127.0.0.1:\(port)/chunked/25000", into: file, limit: 25_000)
            #expect(FileManager.default.contents(atPath: file.string) == Data(repeating: 7, count: 25_000))
            try FileManager.default.removeItem(atPath: file.string)
        }
    }

    @Test(
        "never reaches this machine or its network, however the address is spelt",
        arguments: [
            "127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "127.1", "0177.0.0.1",
            "0.0.0.0", "[::]", "[::ffff:7f00:1]",
        ])
    func refused(host: String) async throws {
        let server = DownloadServer()
        try await server.serving { port in
            for scheme in ["http", "https"] {
                let link = "\(scheme)://\(host):\(port)/file/10"
                await #expect(throws: OdoriError(.linkRefused, "")) {
                    try await fetcher(port: nil).fetch(link, into: file, limit: 100)
                }
            }
        }
        #expect(server.requests == 0)
        #expect(!FileManager.default.fileExists(atPath: file.string))
    }

    @Test("never reaches a metadata server or a private network", arguments: ["169.254.169.254", "10.0.0.1"])
    func metadata(host: String) async throws {
        for scheme in ["http", "https"] {
            await #expect(throws: OdoriError(.linkRefused, "")) {
                try await fetcher(port: nil).fetch("\(scheme)://\(host)/latest", into: file, limit: 100)
            }
        }
    }

    @Test(
        "follows nothing that is no plain http or https URL",
        arguments: [
            "file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "//127.0.0.1/x", "/etc/passwd", "",
            "http://", "http://user:pw@127.0.0.1/", "http://127.0.0.1/a b", "http://127.0.0.1/\u{0}", "dict://x:1/",
        ])
    func noURL(link: String) async throws {
        await #expect(throws: OdoriError(.linkRefused, "")) {
            try await fetcher(port: 80).fetch(link, into: file, limit: 100)
        }
    }

    @Test("an allowed range and port allows that port alone")
    func otherPort() async throws {
        let server = DownloadServer()
        try await server.serving { port in
            await #expect(throws: OdoriError(.linkRefused, "")) {
                try await fetcher(port: port + 1).fetch("http://127.0.0.1:\(port)/file/10", into: file, limit: 100)
            }
            let ending = try await fetch("file/10", port: port)
            #expect(ending == nil)
        }
        #expect(server.requests == 1)
    }

    @Test(
        "stops at the limit, told beforehand or not", arguments: ["file/100001", "chunked/100001", "chunked/5000000"])
    func tooLarge(path: String) async throws {
        try await DownloadServer().serving { port in
            let error = try #require(try await fetch(path, limit: 100_000, port: port))
            #expect(error.code == .downloadTooLarge && error.kind == .permanent)
        }
    }

    @Test("a body that is cut off is a failure for now", arguments: ["cut", "cut-chunked"])
    func cut(path: String) async throws {
        try await DownloadServer().serving { port in
            let error = try #require(try await fetch(path, port: port))
            #expect(error.code == .downloadFailed && error.kind == .transient)
        }
    }

    @Test(
        "a body that hardly moves ends at the first limit that it meets",
        arguments: [
            EgressLimits(slowestBytesPerSecond: 100, slow: .seconds(1)),
            EgressLimits(total: .milliseconds(700)),
        ])
    func slow(limits: EgressLimits) async throws {
        try await DownloadServer().serving { port in
            let error = try #require(try await fetch("stalls", limits: limits, port: port))
            #expect(error.code == .downloadFailed && error.kind == .transient)
            #expect(error.message.contains("too slow"))
        }
    }

    @Test(
        "an answer other than 200 is a refusal, or a failure for now, and no redirect is followed",
        arguments: [
            (404, .permanent), (403, .permanent), (302, .permanent), (307, .permanent), (500, .transient),
            (503, .transient), (408, .transient), (429, .throttled(retryAfter: nil)),
        ] as [(Int, OdoriError.Kind)])
    func statuses(code: Int, kind: OdoriError.Kind) async throws {
        let server = DownloadServer()
        try await server.serving { port in
            let error = try #require(try await fetch("status/\(code)", port: port))
            #expect(error.kind == kind)
            #expect(error.message.contains("\(code)"))
        }
        #expect(server.requests == 1)
    }

    @Test("a download that is called off ends within two seconds and leaves nothing")
    func calledOff() async throws {
        let server = DownloadServer()
        try await server.serving { port in
            let fetcher = fetcher(port: port)
            let clock = ContinuousClock()
            let started = await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await fetcher.fetch("http://127.0.0.1:\(port)/stalls", into: file, limit: 10_000)
                    }
                }
                await server.waitUntilStalled()
                group.cancelAll()
                return clock.now
            }
            #expect(clock.now - started < .seconds(2))
        }
        #expect(!FileManager.default.fileExists(atPath: file.string))
    }

    @Test("a download that breaks off goes on where it was, if the rest is of the same file")
    func resumed() async throws {
        let whole = Data((0..<1000).map { UInt8($0 % 251) })
        for (kind, expected, asked) in [
            ("resumed", whole, 2), ("replaced", Data(repeating: 9, count: 700), 2),
        ] {
            let server = DownloadServer()
            try await server.serving { port in
                try await fetcher(port: port).fetch("http://127.0.0.1:\(port)/broken/\(kind)", into: file, limit: 1000)
            }
            #expect(FileManager.default.contents(atPath: file.string) == expected, "\(kind)")
            #expect(server.requests == asked)
            try FileManager.default.removeItem(atPath: file.string)
        }
    }

    @Test("what cannot be told to be the same file is not pieced together", arguments: ["untagged", "weak", "shifted"])
    func notResumed(kind: String) async throws {
        try await DownloadServer().serving { port in
            let error = try #require(try await fetch("broken/\(kind)", port: port))
            #expect(error.code == .downloadFailed && error.kind == .transient)
        }
    }

    @Test("a resumed download is bounded as a whole")
    func resumedTooLarge() async throws {
        try await DownloadServer().serving { port in
            let error = try #require(try await fetch("broken/resumed", limit: 999, port: port))
            #expect(error.code == .downloadTooLarge)
        }
    }

    @Test("what is compressed stays as it came: nothing is unfolded")
    func bomb() async throws {
        try await DownloadServer().serving { port in
            try await fetcher(port: port).fetch("http://127.0.0.1:\(port)/bomb", into: file, limit: 100)
            #expect(FileManager.default.contents(atPath: file.string) == Data(DownloadServer.bomb))
            try FileManager.default.removeItem(atPath: file.string)
        }
    }

    @Test("a server that is not there is a failure for now")
    func nobody() async throws {
        let error = try #require(try await fetch("file/10", port: 1))
        #expect(error.code == .downloadFailed && error.kind == .transient)
    }
}
