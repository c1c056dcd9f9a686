import OdoriDomain
import Testing

@Suite("Where requests may go")
struct EgressPolicyTests {
    private func address(_ text: String) throws -> NetworkAddress {
        try #require(NetworkAddress(text), "\(text)")
    }

    @Test(
        "to no address that is not the whole Internet's",
        arguments: [
            "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
            "172.31.255.255", "192.168.1.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1",
            "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "64:ff9b::7f00:1",
            "2001:db8::1", "2002:7f00:1::", "2001::1", "::127.0.0.1",
        ])
    func notPublic(text: String) throws {
        #expect(try !address(text).isPublic)
        #expect(try !EgressPolicy().allows(address(text), port: 443, isEncrypted: true))
    }

    @Test(
        "to public addresses, with TLS alone",
        arguments: ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"])
    func isPublic(text: String) throws {
        #expect(try EgressPolicy().allows(address(text), port: 443, isEncrypted: true))
        #expect(try EgressPolicy().allows(address(text), port: 8443, isEncrypted: true))
        #expect(try !EgressPolicy().allows(address(text), port: 80, isEncrypted: false))
    }

    @Test("to a listed range and port, with or without TLS, and to no other port")
    func listed() throws {
        let policy = EgressPolicy(allowed: ["10.0.0.0/8:443", "127.0.0.1:9000", "[::1]:9000"].compactMap { .init($0) })
        #expect(policy.allowed.count == 3)
        #expect(try policy.allows(address("10.200.1.1"), port: 443, isEncrypted: false))
        #expect(try !policy.allows(address("10.200.1.1"), port: 444, isEncrypted: true))
        #expect(try !policy.allows(address("11.0.0.1"), port: 443, isEncrypted: false))
        #expect(try policy.allows(address("127.0.0.1"), port: 9000, isEncrypted: false))
        #expect(try policy.allows(address("::ffff:127.0.0.1"), port: 9000, isEncrypted: false))
        #expect(try !policy.allows(address("127.0.0.2"), port: 9000, isEncrypted: false))
        #expect(try policy.allows(address("::1"), port: 9000, isEncrypted: false))
    }

    @Test(
        "what is no range with a port is not read",
        arguments: [
            "", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1/33:80", "localhost:80", ":80",
            "::1:80", "[127.0.0.1:80", "10.0.0.0/-1:80", "10.0.0.0/8/8:80", "2130706433:80",
        ])
    func unreadable(text: String) {
        #expect(EgressPolicy.Exception(text) == nil)
    }

    @Test("a range holds what shares its leading bits")
    func ranges() throws {
        let range = try #require(NetworkRange("172.16.0.0/12"))
        #expect(try range.contains(address("172.31.0.1")))
        #expect(try !range.contains(address("172.32.0.1")))
        let all = try #require(NetworkRange("0.0.0.0/0"))
        #expect(try all.contains(address("8.8.8.8")) && !all.contains(address("::1")))
    }
}
