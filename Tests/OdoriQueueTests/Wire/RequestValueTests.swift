import Foundation
import Testing

@testable import OdoriQueue

@Suite("The body of a request")
struct RequestValueTests {
    private static func read(_ body: String) throws -> WireCreateTask {
        try WireCreateTask(RequestValue(body: Data(body.utf8)))
    }

    @Test(
        "what is wrong is told with the place where it stands",
        arguments: [
            (#"[]"#, "Expected an object, found array."),
            (#"{"task":5}"#, "At 'task': Expected an object, found integer."),
            (#"{"task":{"name":5}}"#, "At 'task.name': Expected a string, found integer."),
            (
                #"{"task":{"httpRequest":{"url":"http://a.test","colour":1}}}"#,
                "At 'task.httpRequest': Unknown name \"colour\": Cannot find field."
            ),
            (
                #"{"task":{"httpRequest":{"headers":{"a":true}}}}"#,
                "At 'task.httpRequest.headers.a': Expected a string, found boolean."
            ),
            (
                #"{"task":{"httpRequest":{"oauthToken":{}}}}"#,
                "At 'task.httpRequest': oauthToken is not supported by this server; use oidcToken."
            ),
            (#"{"task":{"httpRequest":{"body":"?"}}}"#, "At 'task.httpRequest.body': Base64 decoding failed"),
            (
                #"{"task":{"httpRequest":{"httpMethod":"FETCH"}}}"#,
                "At 'task.httpRequest.httpMethod': Invalid value (HTTPMethodName), \"FETCH\""
            ),
            (
                #"{"task":{"retryConfig":{"maxAttempts":1.5}}}"#,
                "At 'task.retryConfig.maxAttempts': Expected an integer, found number."
            ),
            (
                #"{"task":{"scheduleTime":"soon"}}"#,
                "At 'task.scheduleTime': Illegal timestamp format; timestamps must be RFC 3339: \"soon\""
            ),
            (
                #"{"task":{"dispatchDeadline":"15"}}"#,
                "At 'task.dispatchDeadline': Illegal duration format; duration must end with 's': \"15\""
            ),
            (#"{"task":{}"#, "At byte 10: a comma or } is missing"),
            (#"{"task":{},"task":{}}"#, "At byte 17: the member \"task\" comes twice"),
            ("", "At byte 0: a value is missing"),
        ]
    )
    func wrong(body: String, complaint: String) throws {
        let error = try #require(throws: APIError.self) { try Self.read(body) }
        #expect(error.code == 400 && error.message == "Invalid JSON payload received. \(complaint)")
    }

    @Test("what is null is not there, and names may be told by their numbers")
    func lenient() throws {
        let empty = try Self.read(#"{"task":null,"responseView":null}"#)
        #expect(empty.task == nil && empty.responseView == nil)
        let task = try Self.read(#"{"task":{"httpRequest":{"oauthToken":null,"httpMethod":2}},"responseView":2}"#)
        #expect(task.task?.httpRequest?.httpMethod == .get && task.responseView == .full)
        #expect(try Self.read(#"{"responseView":"1"}"#).responseView == .basic)
    }
}
