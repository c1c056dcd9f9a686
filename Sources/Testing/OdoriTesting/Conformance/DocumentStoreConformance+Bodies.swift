import OdoriJSON
import Foundation
import OdoriDomain
import OdoriPorts
import Testing

extension DocumentStoreConformance {
    static let bodies: [Case] = [
        Case("ids and texts of any script come back as they were") { store in
            let place = Place()
            for id in ["踊り", "naïve", "emoji-💃🏽", "with space", "%2F", "..."] {
                let body = JSONValue.object(["text": .string("\(id) \"quoted\" \\ \u{1F483} \n\t 終")])
                try await store.commit([
                    DocumentWrite(.put(json: JSONEncoder().encode(body)), place.key(id), if: .absent)
                ])
                #expect(try await store.json(place.key(id)) == body)
            }
        },
        Case("a spelling of an id is another id") { store in
            let place = Place()
            let composed = "caf\u{E9}"
            let decomposed = "cafe\u{301}"
            try await store.put(#"{"n":1}"#, place.key(composed), if: .absent)
            try await store.put(#"{"n":2}"#, place.key(decomposed), if: .absent)
            #expect(try await store.json(place.key(composed)) == .object(["n": .integer(1)]))
            #expect(try await store.json(place.key(decomposed)) == .object(["n": .integer(2)]))
        },
        Case("every kind of value comes back") { store in
            let key = Place().key("1")
            let body = try JSONValue(
                json: Data(
                    #"""
                    {"text": "", "yes": true, "no": false, "nothing": null, "whole": 9007199254740993, "negative": -1,
                     "part": 0.125, "list": [1, "two", {"three": [3]}], "empty_list": [], "empty": {},
                     "nested": {"a": {"b": {"c": {"d": "deep"}}}}, "due_at": "2026-02-07T10:00:00.123Z"}
                    """#.utf8
                )
            )
            try await store.commit([DocumentWrite(.put(json: JSONEncoder().encode(body)), key, if: .absent)])
            #expect(try await store.json(key) == body)
        },
        Case("instants come back to the millisecond, at every depth") { store in
            let key = Place().key("1")
            let body = try JSONValue(
                json: Data(
                    #"""
                    {"created_at": "2026-02-07T10:00:00.001Z", "due_at": null, "at": "1970-01-01T00:00:00.000Z",
                     "lease": {"expires_at": "2026-12-31T23:59:59.999Z"}, "errors": [{"at": "2026-02-07T10:00:00.010Z"}],
                     "noted_at": "no instant at all"}
                    """#.utf8
                )
            )
            try await store.commit([DocumentWrite(.put(json: JSONEncoder().encode(body)), key, if: .absent)])
            #expect(try await store.json(key) == body)
        },
        Case("a body of a million bytes is kept whole") { store in
            let key = Place().key("1")
            let text = String(repeating: "踊0", count: 250_000)
            try await store.put(
                #"{"parts":["\#(text.prefix(200_000))","\#(text.dropFirst(200_000))"]}"#,
                key,
                if: .absent
            )
            let members = try await store.json(key)?["parts"]
            #expect(
                members == .array([.string(String(text.prefix(200_000))), .string(String(text.dropFirst(200_000)))])
            )
        },
        Case("a body over the limit, broken, or no object is refused, and the old one stays") { store in
            let key = Place().key("1")
            try await store.put(#"{"n":1}"#, key)
            let broken = [
                #"{"n":"# + "\"" + String(repeating: "x", count: 1 << 20) + "\"}", "", "[1]", "\"text\"", "null",
                #"{"n":1"#, #"{"n":1}}"#,
                "{\"n\": \u{1}}", #"{"n": 01}"#, #"{"n" 1}"#, #"{"n": tru}"#, #"{"n": "\x"}"#, #"{'n': 1}"#,
                #"{"n": 1,}"#,
            ]
            for text in broken {
                await #expect(throws: OdoriError.self, "\(text.prefix(20))") { try await store.put(text, key) }
            }
            await #expect(throws: OdoriError.self) {
                try await store.commit([
                    DocumentWrite(.put(json: Data([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D])), key, if: .none)
                ])
            }
            #expect(try await store.json(key) == .object(["n": .integer(1)]))
        },
        Case("what is no path of a document is refused") { store in
            for path in ["", "collection", "a/b/c", "a//b/c", "/a/b", "a/"] {
                let key = DocumentKey(path: path)
                await #expect(throws: OdoriError.self, "\(path)") { _ = try await store.get([key]) }
                await #expect(throws: OdoriError.self, "\(path)") { try await store.put("{}", key) }
            }
        },
    ]
}
