import OdoriTesting
import HummingbirdTesting
import Foundation
import HTTPTypes
import OdoriDomain
import OdoriPorts
import Testing

@testable import OdoriAPI

@Suite("Media under signed links")
struct MediaTests {
    private static let content = Array("0123456789".utf8)
    private static let path = "anime_dance/remixes/mio/full.mp4"

    private func fixture() async throws -> APIFixture {
        let fixture = try await APIFixture()
        let name = try APIFixture.require(ObjectName(rawValue: Self.path))
        try await fixture.objects.store(Self.content, as: name, .init(contentType: "video/mp4"), if: .absent)
        return fixture
    }

    /// The link without its host.
    private static func link(to path: String = path) -> String {
        Golden.link(to: path).replacing("http://odori.test", with: "")
    }

    @Test("whoever holds a link gets the file, without a key, with its type")
    func whole() async throws {
        try await fixture().test { api in
            let answer = try await api.send(.get, Self.link(), key: nil)
            #expect(answer.status == 200)
            #expect(answer.bytes == Self.content)
            #expect(answer.header(.contentType) == "video/mp4")
            #expect(answer.header(.acceptRanges) == "bytes")
            #expect(answer.header(.xContentTypeOptions) == "nosniff")
            let head = try await api.send(.head, Self.link(), key: nil)
            #expect(head.status == 200)
            #expect(head.bytes.isEmpty)
        }
    }

    @Test(
        "a link that was changed in any part is a 403",
        arguments: [
            "/media/\(path)", "\(link())0", link().replacing("exp=1", with: "exp=2"),
            link().replacing("full.mp4", with: "kpop.mp4"), link().replacing("/mio/", with: "/../mio/"),
            link().replacing("sig=", with: "sig=%00"), "/media/?exp=1&sig=1",
        ]
    )
    func forged(link: String) async throws {
        try await fixture().test { api in
            let answer = try await api.send(.get, link, key: nil)
            #expect([403, 404].contains(answer.status))
            #expect(try answer.isProblem(link.hasPrefix("/media/?") ? answer.status : 403))
        }
    }

    @Test("a link is good for an hour at least and two at most")
    func expiry() async throws {
        let fixture = try await fixture()
        try await fixture.test { api async throws in
            fixture.clock.advance(by: .seconds(7199))
            #expect(try await api.send(.get, Self.link(), key: nil).status == 200)
            fixture.clock.advance(by: .seconds(1))
            #expect(try await api.send(.get, Self.link(), key: nil).isProblem(403))
        }
    }

    @Test("a good link to a file that is gone is a 404")
    func gone() async throws {
        try await fixture().test { api async throws in
            #expect(try await api.send(.get, Self.link(to: "anime_dance/none.mp4"), key: nil).isProblem(404))
        }
    }

    @Test(
        "a range is answered as RFC 9110 says",
        arguments: [
            ("bytes=0-3", 206, "0123", "bytes 0-3/10"), ("bytes=8-", 206, "89", "bytes 8-9/10"),
            ("bytes=-3", 206, "789", "bytes 7-9/10"), ("bytes=-99", 206, "0123456789", "bytes 0-9/10"),
            ("bytes=4-4", 206, "4", "bytes 4-4/10"), ("bytes=5-9223372036854775807", 206, "56789", "bytes 5-9/10"),
            ("Bytes=9-20", 206, "9", "bytes 9-9/10"), ("bytes=3-1", 200, "0123456789", nil),
            ("bytes=0-1,3-4", 200, "0123456789", nil), ("lines=0-1", 200, "0123456789", nil),
            ("bytes=a-b", 200, "0123456789", nil), ("bytes=-", 200, "0123456789", nil),
            ("bytes=0-99999999999999999999", 200, "0123456789", nil),
        ]
    )
    func ranges(header: String, status: Int, content: String, contentRange: String?) async throws {
        try await fixture().test { api in
            let answer = try await api.send(.get, Self.link(), key: nil, headers: [.range: header])
            #expect(answer.status == status)
            #expect(String(decoding: answer.bytes, as: UTF8.self) == content)
            #expect(answer.header(.contentRange) == contentRange)
        }
    }

    @Test("a range past the end is a 416 that tells the size", arguments: ["bytes=10-", "bytes=10-12", "bytes=-0"])
    func unsatisfiable(header: String) async throws {
        try await fixture().test { api in
            let answer = try await api.send(.get, Self.link(), key: nil, headers: [.range: header])
            #expect(try answer.isProblem(416))
            #expect(answer.header(.contentRange) == "bytes */10")
        }
    }

    @Test("the tag answers 304 to who has the file, and guards a range of another one")
    func tags() async throws {
        try await fixture().test { api in
            let tag = try #require(try await api.send(.get, Self.link(), key: nil).header(.eTag))
            let again = try await api.send(.get, Self.link(), key: nil, headers: [.ifNoneMatch: tag])
            #expect(again.status == 304)
            #expect(again.bytes.isEmpty)
            let same = try await api.send(
                .get,
                Self.link(),
                key: nil,
                headers: [.range: "bytes=0-1", .ifRange: tag]
            )
            #expect(same.status == 206)
            let other = try await api.send(
                .get,
                Self.link(),
                key: nil,
                headers: [.range: "bytes=0-1", .ifRange: "\"x\""]
            )
            #expect(other.status == 200)
        }
    }

    @Test("over a real connection a file arrives whole and in parts")
    func live() async throws {
        try await fixture().test(.live) { api in
            #expect(try await api.send(.get, Self.link(), key: nil).bytes == Self.content)
            let part = try await api.send(.get, Self.link(), key: nil, headers: [.range: "bytes=2-4"])
            #expect(part.status == 206)
            #expect(part.bytes == Array("234".utf8))
            #expect(part.header(.contentLength) == "3")
            let head = try await api.send(.head, Self.link(), key: nil)
            #expect(head.header(.contentLength) == "10")
        }
    }
}
