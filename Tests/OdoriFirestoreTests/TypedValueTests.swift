import Foundation
import Testing

@testable import OdoriFirestore

@Suite("typed values")
struct TypedValueTests {
    private func typed(_ json: String) throws -> String {
        var encoder = TypedEncoder(reserving: 64)
        try encoder.appendFields(of: Data(json.utf8), marking: CommitMark.member, as: "m")
        return String(decoding: encoder.output, as: UTF8.self)
    }

    private func plain(_ typed: String) throws -> String {
        var typed = typed
        return try typed.withUTF8 { bytes in
            var reader = JSONBytes(UnsafeRawBufferPointer(bytes))
            var decoder = TypedDecoder()
            try decoder.appendFields(&reader, without: CommitMark.member)
            try reader.end()
            return String(decoding: decoder.output, as: UTF8.self)
        }
    }

    @Test(
        "each kind of value has its type",
        arguments: [
            (#"{"a":1}"#, #"{"integerValue":"1"}"#), (#"{"a":-0.5}"#, #"{"doubleValue":-0.5}"#),
            (#"{"a":9223372036854775808}"#, #"{"doubleValue":9223372036854775808}"#),
            (#"{"a":"2026-02-07T10:00:00.000Z"}"#, #"{"stringValue":"2026-02-07T10:00:00.000Z"}"#),
            (#"{"a":[]}"#, #"{"arrayValue":{"values":[]}}"#), (#"{"a":{}}"#, #"{"mapValue":{"fields":{}}}"#),
            (
                #"{"a":[[1],2]}"#,
                #"{"arrayValue":{"values":[{"mapValue":{"fields":{"[]":{"arrayValue":{"values":[{"integerValue":"1"}]}}}}},"#
                    + #"{"integerValue":"2"}]}}"#
            ),
            (
                #"{"a":{"at":"2026-02-07T10:00:00.000Z"}}"#,
                #"{"mapValue":{"fields":{"at":{"timestampValue":"2026-02-07T10:00:00.000Z"}}}}"#
            ),
        ]
    )
    func types(_ json: String, _ value: String) throws {
        #expect(try typed(json) == #"{"_commit":{"stringValue":"m"},"a":\#(value)}"#)
    }

    @Test(
        "what is written comes back as it was",
        arguments: [
            #"{}"#, #"{"a":[[1,[2,[]]],{"[]x":[1]}],"b":null,"c":true}"#, #"{"due_at":"2026-02-07T10:00:00.120Z"}"#,
            #"{"due_at":"soon","at":"2026-02-30T10:00:00.000Z"}"#, #"{"q\"uote":"\u0041\n"}"#,
        ]
    )
    func roundTrip(_ json: String) throws {
        #expect(try plain(typed(json)) == json)
    }

    @Test(
        "what the service may leave out or write otherwise is understood",
        arguments: [
            (#"{"a":{"mapValue":{}}}"#, #"{"a":{}}"#), (#"{"a":{"arrayValue":{}}}"#, #"{"a":[]}"#),
            (#"{"at":{"timestampValue":"2026-02-07T10:00:00Z"}}"#, #"{"at":"2026-02-07T10:00:00.000Z"}"#),
            (#"{"at":{"timestampValue":"2026-02-07T10:00:00.123456Z"}}"#, #"{"at":"2026-02-07T10:00:00.123Z"}"#),
            (#"{"a": { "integerValue" : 5 } }"#, #"{"a":5}"#), (#"{"a":{"nullValue":"NULL_VALUE"}}"#, #"{"a":null}"#),
        ]
    )
    func otherSpellings(_ typed: String, _ json: String) throws {
        #expect(try plain(typed) == json)
    }

    @Test(
        "a value of no known type, or none, is a fault",
        arguments: [#"{"a":{}}"#, #"{"a":{"doubleValue":"NaN"}}"#, #"{"a":{"geoPointValue":{}}}"#, #"{"a":1}"#]
    )
    func faults(_ typed: String) {
        #expect(throws: JSONBytes.Fault.self) { try plain(typed) }
    }
}
