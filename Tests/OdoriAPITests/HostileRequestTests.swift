import Foundation
import HTTPTypes
import HummingbirdTesting
import OdoriAPI
import OdoriDomain
import OdoriTesting
import Testing

@Suite("Generated bad requests")
struct HostileRequestTests {
    /// `ODORI_TEST_EVERY=1` makes ten thousand.
    private static let count = ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"] == "1" ? 10_000 : 1_000

    @Test("make no server error and leave nothing behind")
    func nothing() async throws {
        var fixture = try await APIFixture()
        fixture.uploadLimit = 64
        try await fixture.test { [fixture] api async throws in
            var maker = BadRequests(seed: 20_261_122)
            var statuses: [Int: Int] = [:]
            for number in 0..<Self.count {
                let bad = maker.next()
                let answer = try await api.send(
                    bad.method, bad.path, key: bad.key, headers: bad.headers, body: bad.body)
                statuses[answer.status, default: 0] += 1
                if !(400..<500).contains(answer.status) {
                    Issue.record(
                        "request \(number), \(bad.method) \(bad.path), \(bad.headers), \(String(decoding: (bad.body ?? []).prefix(300), as: UTF8.self)): \(answer.status)"
                    )
                }
                if number % 100 == 0 { #expect(try await fixture.isUntouched(), "request \(number)") }
            }
            #expect(try await fixture.isUntouched())
            #expect(Set([400, 401, 404, 405, 413, 415, 422]).isSubset(of: statuses.keys), "\(statuses)")
        }
    }
}

/// Requests of which each is wrong in at least one way; the same seed makes the same ones.
private struct BadRequests {
    struct Bad {
        var method: HTTPRequest.Method
        var path: String
        var key: String? = APIFixture.key
        var headers: HTTPFields = [.contentType: "application/json"]
        var body: [UInt8]?
    }

    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    private mutating func number(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }

    private mutating func one<Value>(of values: [Value]) -> Value {
        values[number(below: values.count)]
    }

    private mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(number(below: 256)) }
    }

    mutating func next() -> Bad {
        switch number(below: 9) {
        case 0: stranger()
        case 1: wrongMethod()
        case 2: wrongAddress()
        case 3: wrongQuery()
        case 4: wrongType()
        case 5: brokenJSON()
        case 6: upload()
        case 7: wrongKey()
        default: wrongField()
        }
    }

    private static let posts = ["/run", "/estimate"]
    private static let order = #"{"count": 1, "style_id": "kpop_dance", "options": {"apply_watermark": true}}"#

    private mutating func post(_ body: [UInt8]) -> Bad {
        Bad(method: .post, path: APIClient.pipeline + one(of: Self.posts), body: body)
    }

    private mutating func stranger() -> Bad {
        var bad = post(Array(Self.order.utf8))
        bad.key = one(of: [nil, "", "key-of-ann", String(repeating: "k", count: 5000), "k\u{e9}y"])
        return bad
    }

    private mutating func wrongMethod() -> Bad {
        let path = one(of: ["/run", "/cancel/\(APIFixture.jobID)", "/retry/\(APIFixture.jobID)/0", "/estimate"])
        let method = one(of: [HTTPRequest.Method.get, .put, .patch, .delete, .trace])
        return Bad(method: method, path: APIClient.pipeline + path, body: Array(Self.order.utf8))
    }

    private mutating func wrongAddress() -> Bad {
        let ends = [
            "", "%00", "..", "%2e%2e%2f", "%ff", "9", "-1", "a b".replacing(" ", with: "%20"), "\(APIFixture.jobID)/x",
        ]
        let end = one(of: ends)
        let kinds: [(HTTPRequest.Method, String)] = [
            (.get, "/status/"), (.post, "/cancel/"), (.post, "/retry/"), (.get, "/events/"), (.get, "/characters/no_"),
            (.get, "/references/no"), (.post, "/cancel/\(APIFixture.jobID)/"), (.post, "/retry/\(APIFixture.jobID)/"),
        ]
        let kind = one(of: kinds)
        return Bad(method: kind.0, path: APIClient.pipeline + kind.1 + end)
    }

    private mutating func wrongQuery() -> Bad {
        let pieces = ["limit=0", "limit=", "limit=1e9", "limit=-5", "limit=%00", "limit=99999999999999999999"]
        let jobs = [
            "status=asleep", "status=", "created_after=now", "created_before=", "page_token=%ff%fe", "page_token=eyJ9",
        ]
        let path = one(of: ["/jobs", "/characters", "/references"])
        let piece = path == "/jobs" ? one(of: pieces + jobs) : one(of: pieces)
        return Bad(method: .get, path: "\(APIClient.pipeline)\(path)?\(piece)")
    }

    private mutating func wrongType() -> Bad {
        var bad = post(Array(Self.order.utf8))
        let types = [
            "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/json+x", "json", ";",
        ]
        bad.headers = [.contentType: one(of: types)]
        return bad
    }

    /// Valid JSON with one byte changed, cut off, or nothing but bytes.
    private mutating func brokenJSON() -> Bad {
        var body = Array(Self.order.utf8)
        switch number(below: 4) {
        case 0: body.removeLast(1 + number(below: body.count - 1))
        case 1: body = bytes(1 + number(below: 600)) + [0x7b]
        case 2: body.insert(UInt8(number(below: 0x20)), at: 2)
        default:
            body = Array(String(repeating: one(of: ["[", "{\"a\":", "\"\\u"]), count: 1 + number(below: 90_000)).utf8)
        }
        return post(body)
    }

    private mutating func upload() -> Bad {
        let good = "rights=owned&adults_only=true"
        let query = one(of: ["", "rights=owned", "rights=stolen&adults_only=true", "rights=owned&adults_only=yes"])
        let isLarge = number(below: 2) == 0
        var bad = Bad(method: .post, path: "\(APIClient.pipeline)/references?\(isLarge ? good : query)")
        bad.headers = [.contentType: one(of: ["video/mp4", "video/webm"])]
        bad.body = bytes(isLarge ? 65 + number(below: 500) : number(below: 64))
        return bad
    }

    private mutating func wrongKey() -> Bad {
        var bad = post(Array(#"{"count": 1}"#.utf8))
        bad.path = "\(APIClient.pipeline)/run"
        guard let name = HTTPField.Name("Idempotency-Key") else { return bad }
        bad.headers[name] = one(of: ["", "a b", "\"\"", "\"a\"b\"", String(repeating: "x", count: 256), "\u{fc}"])
        return bad
    }

    /// One member of an order with a value that is none for it.
    private mutating func wrongField() -> Bad {
        let values = [
            "-1", "0", "1.5", "1e400", "-0.5", "99999999999999999999", "\"\"", "\"\\u0000\"", "[]", "[[]]", "{}",
            "{\"a\":{}}", "true", "\"🕺\"",
        ]
        let members: [(String, Set<String>)] = [
            ("count", []), ("style_id", []), ("reference_videos", ["[]"]), ("options", ["{}"]),
            ("max_cost_usd", ["0", "1.5"]), ("seed", ["-1", "0"]), ("colour", []),
            ("a/b~\\u0000", []),
        ]
        while true {
            let (name, allowed) = one(of: members)
            let value = one(of: values)
            guard !allowed.contains(value) else { continue }
            let rest = name == "count" ? "" : #""count": 2, "#
            return post(Array("{\(rest)\"\(name)\": \(value)}".utf8))
        }
    }
}
