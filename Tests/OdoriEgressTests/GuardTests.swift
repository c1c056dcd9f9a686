import Foundation
import NIOCore
import OdoriDomain
import OdoriEgress
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

@Suite("Where requests may go", .timeLimit(.minutes(3)))
struct GuardTests {
    private let file = FilePath(NSTemporaryDirectory()).appending("odori-guard-\(UUID().uuidString)")

    /// An https fetcher and an http one: the one port that is allowed is not the listener's.
    private func fetcher(names: FixedNames = FixedNames()) -> CurlLinkFetcher {
        let allowed = [EgressPolicy.Exception("127.0.0.1/32:1")].compactMap(\.self)
        return CurlLinkFetcher(EgressPolicy(allowed: allowed), names: names)
    }

    private func refusal(_ link: String, _ fetcher: CurlLinkFetcher) async -> OdoriError? {
        do {
            try await fetcher.fetch(link, into: file, limit: 100)
            return nil
        } catch {
            return error as? OdoriError
        }
    }

    @Test("the corpus holds more than 200 different tricks")
    func size() {
        #expect(Set(AddressTricks.hosts).count > 200, "\(Set(AddressTricks.hosts).count)")
    }

    @Test("no spelling of an address leads inside: refused before a connection is opened, with the reason")
    func tricks() async throws {
        try await CountingListener.listening { listener in
            let (fetcher, port) = (fetcher(), listener.port)
            for host in AddressTricks.hosts {
                for link in ["https://\(host):\(port)/x", "http://\(host):\(port)/x"] {
                    let error = await refusal(link, fetcher)
                    #expect(error?.code == .linkRefused && error?.kind == .permanent, "\(link): \(error as Any)")
                    #expect(error?.message.isEmpty == false)
                }
            }
            #expect(listener.connections == 0)
        }
        #expect(!FileManager.default.fileExists(atPath: file.string))
    }

    @Test("as a webhook's address each of them is refused when it is posted, or when it is connected to")
    func posted() async throws {
        let policy = EgressPolicy()
        for host in AddressTricks.hosts {
            #expect(throws: OutsideLink.Fault.self, "\(host)") {
                try policy.check(OutsideLink("https://\(host)/hook"))
            }
        }
        for host in [
            "example.com", "hooks.example.com:8443", "8.8.8.8", "[2606:4700:4700::1111]", "xn--bcher-kva.example",
            "a_b.example",
        ] {
            #expect(throws: Never.self, "\(host)") { try policy.check(OutsideLink("https://\(host)/hook")) }
            #expect(throws: OutsideLink.Fault.self, "\(host)") { try policy.check(OutsideLink("http://\(host)/hook")) }
        }
    }

    @Test(
        "a name is judged by every address that it leads to",
        arguments: [
            "10.0.0.1", "127.0.0.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[fd00::1]", "[64:ff9b::7f00:1]",
            "192.168.1.1,127.0.0.1", "[fe80::1],10.1.1.1", "0.0.0.0", "[::]", "100.64.0.1", "[2002:7f00:1::]",
        ])
    func names(addresses: String) async throws {
        try await CountingListener.listening { listener in
            let names = FixedNames(["hooks.example:\(listener.port):\(addresses)"])
            let link = "https://hooks.example:\(listener.port)/x"
            #expect(await refusal(link, fetcher(names: names))?.code == .linkRefused)
            let notifier = CurlNotifier(EgressPolicy(), clock: HastyClock(), names: names)
            let outcome = try await notifier.post(Data("{}".utf8), to: link, headers: [])
            guard case .refused(let reason) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(reason.contains("hooks.example"))
            #expect(listener.connections == 0 && listener.bytes == 0)
        }
    }

    @Test("a resolver that answers differently the second time gains nothing: each connection is judged by itself")
    func rebinding() async throws {
        try await CountingListener.listening { listener in
            let port = listener.port
            let allowed = [EgressPolicy.Exception("127.0.0.2/32:\(port)")].compactMap(\.self)
            let link = "http://rebinds.example:\(port)/x"
            // The first answer may be reached (and nobody listens there), the second may not (and somebody does).
            let first = CurlLinkFetcher(
                EgressPolicy(allowed: allowed), names: FixedNames(["rebinds.example:\(port):127.0.0.2"]))
            #expect(await refusal(link, first)?.code == .downloadFailed)
            let second = CurlLinkFetcher(
                EgressPolicy(allowed: allowed), names: FixedNames(["rebinds.example:\(port):127.0.0.1"]))
            #expect(await refusal(link, second)?.code == .linkRefused)
            // Both in one answer: when the first address does not work, the next one is asked about as well.
            let both = CurlLinkFetcher(
                EgressPolicy(allowed: allowed), names: FixedNames(["rebinds.example:\(port):127.0.0.2,127.0.0.1"]))
            #expect(await refusal(link, both)?.code == .linkRefused)
            #expect(listener.connections == 0 && listener.bytes == 0)
        }
    }

    @Test("a redirect to this machine is not followed, and is an end")
    func redirect() async throws {
        try await CountingListener.listening { target in
            let server = DownloadServer()
            try await server.serving { port in
                let allowed = [EgressPolicy.Exception("127.0.0.1:\(port)")].compactMap(\.self)
                let fetcher = CurlLinkFetcher(EgressPolicy(allowed: allowed))
                for status in [301, 302, 303, 307, 308] {
                    let link = "http://127.0.0.1:\(port)/moved/\(status)/\(target.port)"
                    #expect(await refusal(link, fetcher)?.code == .linkRefused)
                    let notifier = CurlNotifier(EgressPolicy(allowed: allowed), clock: HastyClock())
                    let outcome = try await notifier.post(Data("{}".utf8), to: link, headers: [])
                    #expect(outcome == .answered(status: status, retryAfter: nil))
                }
            }
            #expect(server.requests == 10)
            #expect(target.connections == 0 && target.bytes == 0)
        }
    }

    @Test("a proxy of the environment is not used")
    func proxy() async throws {
        try await CountingListener.listening { proxy in
            setenv("https_proxy", "http://127.0.0.1:\(proxy.port)", 1)
            setenv("ALL_PROXY", "http://127.0.0.1:\(proxy.port)", 1)
            defer {
                unsetenv("https_proxy")
                unsetenv("ALL_PROXY")
            }
            let names = FixedNames(["hooks.example:443:10.0.0.1"])
            #expect(await refusal("https://hooks.example/x", fetcher(names: names))?.code == .linkRefused)
            #expect(proxy.connections == 0)
        }
    }
}
