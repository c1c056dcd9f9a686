import Foundation
import Testing

@testable import OdoriQueue

@Suite("The rules for a task")
struct TaskValidationTests {
    private let now = ManualTime.start

    private func accept(_ json: String) throws -> AcceptedTask {
        let task = try WireTask(RequestValue(body: Data(json.utf8)))
        return try AcceptedTask(validating: task, now: now)
    }

    private func accept(http json: String) throws -> AcceptedTask {
        try accept(#"{"httpRequest":\#(json)}"#)
    }

    @Test("what is not said gets the service's defaults")
    func defaults() throws {
        let task = try accept(http: #"{"url":"https://example.com/run"}"#)
        #expect(task.request.method == .post)
        #expect(task.scheduleTime == now)
        #expect(task.dispatchDeadline == .seconds(600))
        #expect(task.request.body.isEmpty)
    }

    @Test("enums may be names or numbers", arguments: [#""PUT""#, "4", #""4""#])
    func enums(method: String) throws {
        #expect(try accept(http: #"{"url":"http://a/","httpMethod":\#(method)}"#).request.method == .put)
    }

    @Test("a body may be standard or URL-safe base64", arguments: ["+/8=", "-_8=", "-_8", "+/8"])
    func base64(text: String) throws {
        #expect(try accept(http: #"{"url":"http://a/","body":"\#(text)"}"#).request.body == Data([0xFB, 0xFF]))
    }

    @Test("a time in the past is now")
    func past() throws {
        let task = try accept(#"{"httpRequest":{"url":"http://a/"},"scheduleTime":"2001-02-03T04:05:06Z"}"#)
        #expect(task.scheduleTime == now)
    }

    @Test(
        "a request that breaks a rule is refused, naming the field",
        arguments: [
            (#"{}"#, "url"),
            (#"{"url":""}"#, "url"),
            (#"{"url":"ftp://example.com"}"#, "url"),
            (#"{"url":"http://"}"#, "url"),
            (#"{"url":"http://exa mple.com"}"#, "url"),
            (#"{"url":"http://a/","httpMethod":"GET","body":"aGk="}"#, "body"),
            (#"{"url":"http://a/","httpMethod":9}"#, "httpMethod"),
            (#"{"url":"http://a/","httpMethod":"post"}"#, "httpMethod"),
            (#"{"url":"http://a/","body":"%%%"}"#, "body"),
            (#"{"url":"http://a/","headers":{"a b":"c"}}"#, "headers"),
            (#"{"url":"http://a/","headers":{"a":"b\r\nc: d"}}"#, "headers"),
            (#"{"url":"http://a/","oidcToken":{}}"#, "serviceAccountEmail"),
            (#"{"url":"http://a/","oauthToken":{"serviceAccountEmail":"a"}}"#, "oauthToken"),
            (#"{"url":"http://a/","surprise":1}"#, "surprise"),
        ]
    )
    func refusedRequest(json: String, field: String) {
        let error = #expect(throws: APIError.self) { try accept(http: json) }
        #expect(error?.status == "INVALID_ARGUMENT")
        #expect(error?.message.contains(field) == true)
    }

    @Test(
        "a task that breaks a rule is refused, naming the field",
        arguments: [
            (#""dispatchDeadline":"14.999s""#, "dispatchDeadline"),
            (#""dispatchDeadline":"1800.1s""#, "dispatchDeadline"),
            (#""dispatchDeadline":600"#, "dispatchDeadline"),
            (#""dispatchDeadline":"10m""#, "dispatchDeadline"),
            (#""scheduleTime":"tomorrow""#, "scheduleTime"),
            (#""scheduleTime":"2027-02-15T00:00:00Z""#, "scheduleTime"),
            (#""retryConfig":{"maxAttempts":-2}"#, "maxAttempts"),
            (#""appEngineHttpRequest":{}"#, "appEngineHttpRequest"),
        ]
    )
    func refusedTask(fields: String, field: String) {
        let error = #expect(throws: APIError.self) { try accept(#"{"httpRequest":{"url":"http://a/"},\#(fields)}"#) }
        #expect(error?.status == "INVALID_ARGUMENT")
        #expect(error?.message.contains(field) == true)
    }

    @Test("the limits themselves are still allowed")
    func limits() throws {
        let url = "http://a/" + String(repeating: "x", count: 2083 - 9)
        let body = Data(repeating: 7, count: ServiceLimits.taskBytes - 2083)
        _ = try accept(
            #"""
            {"httpRequest":{"url":"\#(url)","body":"\#(body.base64EncodedString())"},
            "dispatchDeadline":"1800s","scheduleTime":"\#((now + ServiceLimits.scheduleHorizon).rfc3339)"}
            """#
        )
        #expect(throws: APIError.self) { try accept(http: #"{"url":"\#(url)x"}"#) }
        #expect(throws: APIError.self) {
            try accept(http: #"{"url":"\#(url)","body":"\#((body + [7]).base64EncodedString())"}"#)
        }
        let header = String(repeating: "v", count: 80 * 1024)
        #expect(throws: APIError.self) { try accept(http: #"{"url":"http://a/","headers":{"h":"\#(header)"}}"#) }
    }

    @Test("a bad percent escape in a URL is accepted, as the real service does")
    func badEscape() throws {
        #expect(try accept(http: #"{"url":"http://a/%zz?q=%"}"#).request.url == "http://a/%zz?q=%")
    }
}
