import OdoriJSON
import HTTPTypes
import OdoriDomain
import Testing

@Suite("Bad input")
struct BadInputTests {
    @Test(
        "a request with a bad field is a 422 that names it, and leaves nothing behind",
        arguments: [
            (#"{"count": 1, "colour": "red"}"#, ["/colour"]),
            (#"{"count": 1, "a/b~c": 1}"#, ["/a~1b~0c"]),
            (#"{"count": "three"}"#, ["/count"]),
            (#"{"count": 1.5}"#, ["/count"]),
            (#"{"count": true}"#, ["/count"]),
            (#"{"count": null}"#, ["/count"]),
            (#"{"count": 1e999}"#, ["/count"]),
            (#"{"count": 123456789012345678901234567890}"#, ["/count"]),
            (#"{}"#, ["/count"]),
            (#"{"count": 0}"#, ["/count"]),
            (#"{"count": -3}"#, ["/count"]),
            (#"{"count": 21}"#, ["/count"]),
            (#"{"count": 1, "style_id": "polka"}"#, ["/style_id"]),
            (#"{"count": 1, "style_id": 7}"#, ["/style_id"]),
            (#"{"count": 1, "reference_videos": "one.mp4"}"#, ["/reference_videos"]),
            (#"{"count": 1, "reference_videos": ["one.mp4", 4]}"#, ["/reference_videos/1"]),
            (#"{"count": 1, "reference_videos": ["one.mp4", "none.mp4"]}"#, ["/reference_videos/1"]),
            (#"{"count": 1, "reference_videos": ["https://a.example/b.mp4"]}"#, ["/reference_rights"]),
            (#"{"count": 1, "reference_videos": ["https://127.0.0.1/b.mp4"]}"#, ["/reference_videos/0"]),
            (#"{"count": 1, "reference_videos": ["gs://bucket/b.mp4"]}"#, ["/reference_videos/0"]),
            (#"{"count": 1, "reference_rights": "owned"}"#, ["/reference_adults_only"]),
            (#"{"count": 1, "reference_rights": "mine"}"#, ["/reference_rights"]),
            (#"{"count": 1, "options": []}"#, ["/options"]),
            (#"{"count": 1, "options": {"apply_watermark": 1}}"#, ["/options/apply_watermark"]),
            (#"{"count": 1, "options": {"sparkle": true}}"#, ["/options/sparkle"]),
            (#"{"count": 1, "max_cost_usd": -1}"#, ["/max_cost_usd"]),
            (#"{"count": 1, "max_cost_usd": 1e999}"#, ["/max_cost_usd"]),
            (#"{"count": 1, "webhook_url": "https://10.0.0.1"}"#, ["/webhook_url"]),
            (#"{"count": 0, "style_id": "polka", "colour": 1}"#, ["/count", "/style_id", "/colour"]),
            (#"[]"#, [""]),
            (#"7"#, [""]),
        ]
    )
    func badField(body: String, pointers: [String]) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let answer = try await api.post("/run", body)
            #expect(try answer.isProblem(422))
            #expect(try answer.pointers() == pointers)
            #expect(try await fixture.isUntouched())
        }
    }

    @Test("more than three references are one too many")
    func fourReferences() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let four = #"{"count": 1, "reference_videos": ["one.mp4", "one.mp4", "one.mp4", "one.mp4"]}"#
            let answer = try await api.post("/run", four)
            #expect(try answer.isProblem(422))
            #expect(try answer.pointers() == ["/reference_videos"])
            #expect(try await fixture.isUntouched())
        }
    }

    @Test("with an empty catalogue no job can begin")
    func emptyCatalogue() async throws {
        let fixture = try await APIFixture(withReference: false)
        try await fixture.test { api in
            let answer = try await api.post("/run", #"{"count": 1}"#)
            #expect(try answer.isProblem(422))
            #expect(try answer.pointers() == ["/reference_videos"])
            #expect(try await fixture.isUntouched())
        }
    }

    @Test(
        "a body that is not JSON is a 400 and leaves nothing behind",
        arguments: [
            "", "count=1", "{", #"{"count": 1"#, #"{"count": 1,}"#, #"{"count": 1} {}"#, #"{count: 1}"#,
            #"{"count": 1, "count": 2}"#, #"{"count": 01}"#, #"{"count": NaN}"#, "\u{feff}{}",
            #"{"count": "\ud800"}"#, String(repeating: "[", count: 200_000),
            String(repeating: #"{"a":"#, count: 40_000),
        ]
    )
    func notJSON(body: String) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            #expect(try await api.post("/run", body).isProblem(400))
            #expect(try await fixture.isUntouched())
        }
    }

    @Test("bytes that are no text are a 400")
    func notText() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let headers: HTTPFields = [.contentType: "application/json"]
            let bytes: [UInt8] = [0x22, 0xff, 0xfe, 0x22]
            let answer = try await api.send(.post, "/api/v1/pipeline/run", headers: headers, body: bytes)
            #expect(try answer.isProblem(400))
        }
    }

    @Test("a body over 256 KiB is a 413, also when it does not say so beforehand")
    func tooLarge() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            let padding = String(repeating: " ", count: 256 << 10)
            #expect(try await api.post("/run", #"{"count": 1}"# + padding).isProblem(413))
            #expect(try await fixture.isUntouched())
        }
    }

    @Test("a body of just 256 KiB is read")
    func justSmallEnough() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            let json = #"{"count": 1}"#
            let padding = String(repeating: " ", count: (256 << 10) - json.utf8.count)
            #expect(try await api.post("/run", json + padding).status == 202)
        }
    }

    @Test("another content type is a 415", arguments: ["text/plain", "application/x-www-form-urlencoded", ""])
    func contentType(type: String) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let headers: HTTPFields = type.isEmpty ? [:] : [.contentType: type]
            let body = Array(#"{"count": 1}"#.utf8)
            let answer = try await api.send(.post, "/api/v1/pipeline/run", headers: headers, body: body)
            #expect(try answer.isProblem(415))
            #expect(try await fixture.isUntouched())
        }
    }

    @Test(
        "without a known key every route is a 401 that says Unauthorized",
        arguments: [
            ("POST", "/run"), ("GET", "/status/\(APIFixture.jobID)"), ("GET", "/jobs"),
            ("POST", "/cancel/\(APIFixture.jobID)"), ("GET", "/references"), ("POST", "/references"),
            ("GET", "/references/studio_one"),
        ]
    )
    func noKey(method: String, path: String) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            for key in [nil, "wrong", "key-of-ann", "key-of-anna2", ""] {
                let method = try APIFixture.require(HTTPRequest.Method(method))
                let body = Array(#"{"count": 1}"#.utf8)
                let headers: HTTPFields = [.contentType: "application/json"]
                let answer = try await api.send(
                    method,
                    APIClient.pipeline + path,
                    key: key,
                    headers: headers,
                    body: body
                )
                #expect(try answer.isProblem(401))
                #expect(try answer.json()["error"] == .string("Unauthorized"))
                #expect(answer.header(.wwwAuthenticate) == "Bearer")
            }
            #expect(try await fixture.isUntouched())
        }
    }

    @Test("a key in another scheme, or two of them, is no key", arguments: ["Basic key-of-anna", "key-of-anna"])
    func otherScheme(header: String) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let answer = try await api.send(
                .get,
                "/api/v1/pipeline/jobs",
                key: nil,
                headers: [.authorization: header]
            )
            #expect(try answer.isProblem(401))
            var twice = HTTPFields()
            twice.append(.init(name: .authorization, value: "Bearer key-of-anna"))
            twice.append(.init(name: .authorization, value: "Bearer key-of-anna"))
            #expect(try await api.send(.get, "/api/v1/pipeline/jobs", key: nil, headers: twice).isProblem(401))
        }
    }

    @Test(
        "a bad query of the list is a 422 that names it",
        arguments: [
            ("status=sleeping", ["/status"]), ("limit=0", ["/limit"]), ("limit=101", ["/limit"]),
            ("limit=ten", ["/limit"]), ("page_token=%25", ["/page_token"]),
            ("status=x&limit=x", ["/status", "/limit"]),
        ]
    )
    func badQuery(query: String, pointers: [String]) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let answer = try await api.get("/jobs?\(query)")
            #expect(try answer.isProblem(422))
            #expect(try answer.pointers() == pointers)
        }
    }
}
