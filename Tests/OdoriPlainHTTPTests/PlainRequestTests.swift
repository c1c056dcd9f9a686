import NIOCore
import NIOHTTP1
import Testing

@testable import OdoriPlainHTTP

@Suite("plain requests")
struct PlainRequestTests {
    @Test(
        "an address is taken apart as it is written",
        arguments: [
            ("http://a.test", "a.test", "/"), ("http://a.test/", "a.test", "/"),
            ("HTTP://a.test:80/run", "a.test", "/run"),
            ("http://a.test:8081/run/it?x=1&y=%20", "a.test:8081", "/run/it?x=1&y=%20"),
            ("http://127.0.0.1:8081?x", "127.0.0.1:8081", "/?x"),
            ("http://[::1]:8081/a%2Fb#part", "[::1]:8081", "/a%2Fb"),
            ("http://name:secret@a.test/run", "a.test", "/run"),
        ]
    )
    func address(url: String, authority: String, target: String) throws {
        let address = try #require(PlainAddress(url))
        #expect(address.authority == authority && address.target == target)
    }

    @Test(
        "what leads to no plain server is no address",
        arguments: ["https://a.test", "a.test", "", "http://", "http:///run", "http:run", "http://a.test:port/"]
    )
    func none(url: String) {
        #expect(PlainAddress(url) == nil)
    }

    @Test(
        "a request says where it goes and how long it is, if it can have a body",
        arguments: [
            (HTTPMethod.GET, "", nil), (.DELETE, "", nil), (.POST, "", "0"), (.PUT, "four", "4"), (.GET, "four", "4"),
        ]
    )
    func head(method: HTTPMethod, body: String, length: String?) throws {
        let address = try #require(PlainAddress("http://a.test:8081/run"))
        let request = PlainRequest(
            method, address, headers: ["X-Own": "1"], body: ByteBuffer(string: body), isRepeatable: false)
        #expect(request.head.method == method && request.head.uri == "/run")
        var expected: HTTPHeaders = ["X-Own": "1", "Host": "a.test:8081"]
        if let length { expected.add(name: "Content-Length", value: length) }
        #expect(request.head.headers == expected)
    }
}
