import Foundation

/// Hosts that lead to this machine, its network or nowhere public, each in some spelling that has fooled somebody.
enum AddressTricks {
    /// With their brackets where they need some; none of them may ever be connected to.
    static let hosts: [String] = loopback + privateNetworks + metadata + special + sixBytes + carried + malformed

    private static let loopback =
        spellings(of: (127, 0, 0, 1)) + spellings(of: (127, 255, 0, 254)) + [
            "localhost", "LOCALHOST", "LocalHost", "localhost.", "sub.localhost", "a.b.localhost", "127.0.0.1.",
            "127.1", "127.0.1", "127.1.", "0177.1", "0x7f.1", "0x7F.0x1", "0", "0.0", "0.0.0", "0.0.0.0", "00", "0x0",
            "0000.0000.0000.0000", "0x00.0x00.0x00.0x00", "127.65535", "127.0.65535", "0x7f.0xffffff",
        ]

    private static let privateNetworks = [
        (10, 0, 0, 1), (10, 255, 255, 254), (172, 16, 0, 1), (172, 31, 255, 254), (192, 168, 0, 1),
        (192, 168, 255, 254),
    ].flatMap(spellings)

    private static let metadata =
        spellings(of: (169, 254, 169, 254)) + spellings(of: (169, 254, 170, 2)) + [
            "[fd00:ec2::254]", "[fe80::a9fe:a9fe]", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "100.100.100.200",
            "192.0.0.192",
        ]

    private static let special = [
        "100.64.0.1", "100.127.255.254", "0x64400001", "1681915905", "0.1.2.3", "192.0.0.1", "192.0.2.1", "192.88.99.1",
        "198.18.0.1", "198.19.255.254", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "0xffffffff", "4294967295", "0377.0377.0377.0377", "3758096385", "192.31.196.1",
        "192.52.193.1", "192.175.48.1",
    ]

    private static let sixBytes = [
        "[::]", "[::0]", "[0:0:0:0:0:0:0:0]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[::0001]", "[0::1]", "[::0.0.0.1]", "[fe80::1]", "[fe80:0:0:0:0:0:0:1]", "[febf:ffff::1]", "[fec0::1]",
        "[fc00::1]", "[fd12:3456:789a::1]", "[fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]", "[ff00::1]", "[ff02::1]",
        "[ff05::2]", "[ff0e::1]", "[2001:db8::1]", "[2001:DB8::1]", "[3fff::1]", "[100::1]", "[100:0:0:1::1]",
        "[5f00::1]", "[4000::1]", "[1::1]", "[e000::1]", "[2001::1]", "[2001:2::1]", "[2001:10::1]", "[2001:20::1]",
    ]

    /// IPv4 inside IPv6: mapped, compatible, NAT64, local NAT64, 6to4, Teredo, ISATAP.
    private static let carried = [
        "[::ffff:127.0.0.1]", "[::FFFF:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:7f00:0001]",
        "[0:0:0:0:0:ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:a00:1]",
        "[::ffff:192.168.0.1]", "[::ffff:c0a8:1]", "[::ffff:172.16.0.1]", "[::ffff:0.0.0.0]", "[::ffff:0:0]",
        "[::ffff:100.64.0.1]", "[::ffff:224.0.0.1]", "[::127.0.0.1]", "[::7f00:1]", "[::10.0.0.1]", "[::a9fe:a9fe]",
        "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b::c0a8:1]", "[64:ff9b:1::127.0.0.1]", "[64:ff9b:1::a00:1]", "[64:ff9b:0:0:0:0:7f00:1]",
        "[2002:7f00:1::]", "[2002:7f00:0001::1]", "[2002:a00:1::]", "[2002:c0a8:1::1]", "[2002:a9fe:a9fe::]",
        "[2001:0:7f00:1::]", "[2001:0:a9fe:a9fe::1]", "[::ffff:0:127.0.0.1]", "[::ffff:0:7f00:1]",
        "[fe80::5efe:127.0.0.1]", "[fe80::5efe:a00:1]",
    ]

    /// Two readers may read these differently, so neither gets to.
    private static let malformed = [
        "127.0.0.1%00.example.com", "127.0.0.1%2523", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "127。0。0。1", "１２７.０.０.１",
        "①②⑦.⓪.⓪.①", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ", "l\u{2092}calhost", "loc\u{ad}alhost", "localhost\u{3002}",
        "[fe80::1%eth0]", "[fe80::1%25eth0]", "[fe80::1%251]", "[::1%lo]", "[::1%25lo]", "user@127.0.0.1",
        "user:pw@localhost", "example.com@127.0.0.1", "example.com:443@127.0.0.1", "@127.0.0.1", ":@127.0.0.1",
        "example.com%40127.0.0.1", "127.0.0.1\\@example.com", "example.com\\@127.0.0.1", "127.0.0.1\\example.com",
        "127.0.0.1 ", " 127.0.0.1", "127.0.0.1\t", "127.0.0.1\n", "\u{0}127.0.0.1", "127.0.0.1\u{0}.example.com",
        "127.0.0.1\r\nHost: x", "256.0.0.1", "127.0.0.256", "127.0.0.1.1", "127.0.0.0.1", "0x1ffffffff", "4294967296",
        "040000000001", "0x7f.0x0.0x0.0x1.0x1", "08.0.0.1", "127.0.0.0x", "127..1", "127.0.0..1", ".127.0.0.1",
        "..", ".", "", "[]", "[127.0.0.1]", "[::1", "::1]", "[::1]x", "[[::1]]", "[::1].example.com", "[::g]", "[:::1]",
        "[1:2:3:4:5:6:7:8:9]", "[::ffff:127.0.0.1.]", "[::ffff:0x7f.0.0.1]", "[::ffff:127.1]", "[v1.x]", "::1",
        "127.0.0.1,example.com", "(127.0.0.1)", "{127.0.0.1,example.com}", "127.0.0.[1-9]", "http://127.0.0.1",
    ]

    /// The ways in which old resolvers let one address be written.
    private static func spellings(of address: (Int, Int, Int, Int)) -> [String] {
        let parts = [address.0, address.1, address.2, address.3]
        let number = parts.reduce(0) { $0 << 8 | $1 }
        let octal = parts.map { "0" + String($0, radix: 8) }
        let hex = parts.map { "0x" + String($0, radix: 16) }
        return [
            parts.map(String.init).joined(separator: "."), parts.map(String.init).joined(separator: ".") + ".",
            "\(number)", "0x" + String(number, radix: 16), "0X" + String(number, radix: 16, uppercase: true),
            "0" + String(number, radix: 8), "00000" + String(number, radix: 8), octal.joined(separator: "."),
            hex.joined(separator: "."), "\(octal[0]).\(parts[1]).\(hex[2]).\(parts[3])",
            "\(parts[0]).\(number & 0xff_ffff)", "\(parts[0]).\(parts[1]).\(number & 0xffff)",
            "[::ffff:\(parts.map(String.init).joined(separator: "."))]", "0x000000\(String(number, radix: 16))",
        ]
    }
}
