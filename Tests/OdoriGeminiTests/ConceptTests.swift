import Foundation
import OdoriDomain
import OdoriFakes
import OdoriPorts
import OdoriTesting
import Testing

@testable import OdoriGemini

@Suite("Concepts by Gemini", .timeLimit(.minutes(2)))
struct ConceptTests {
    @Test("hold an adult with several names, and cost what the provider's books say")
    func concept() async throws {
        try await FakeProviders.running { fake in
            try await Desk.working(at: fake.base) { desk in
                #expect(desk.writer.terms == CallTerms(provider: "gemini", price: 40_000))
                let written = try await desk.writer.write(Desk.brief)
                let concept = written.value.concept
                #expect(concept.complaint == nil && concept.age >= 20 && concept.look.seed == 11)
                #expect(written.value.otherNames.count >= 2 && concept.directions?.isEmpty == false)
                #expect(concept.look.palette.count == 3 && concept.hashtags.allSatisfy { $0.hasPrefix("#") })
                let origin = written.value.origin
                #expect(origin.provider == "gemini" && origin.model == "gemini-3.8-flash")
                #expect(origin.promptHash.count == 64 && origin.operationID?.hasPrefix("response-") == true)
                let books = try await fake.geminiBooks()
                #expect(books.calls.map(\.kind) == ["text"] && books.billed == written.price)
            }
        }
    }

    @Test("are found between prose and fences")
    func prose() async throws {
        try await FakeProviders.running(gemini: #"{"script": {"1": "prose"}}"#) { fake in
            try await Desk.working(at: fake.base) { desk in
                let concept = try await desk.writer.write(Desk.brief).value.concept
                #expect(concept.complaint == nil)
            }
        }
    }

    @Test("that break a rule are handed in for the rewriting, with the rule to be told")
    func rules() async throws {
        try await FakeProviders.running(gemini: #"{"script": {"1": "minor", "2": "famous"}}"#) { fake in
            try await Desk.working(at: fake.base) { desk in
                let minor = try await desk.writer.write(Desk.brief).value.concept
                #expect(minor.age == 17 && minor.complaint == "the character must be an adult of at least 20")
                let famous = try await desk.writer.write(Desk.brief).value
                #expect(famous.concept.complaint?.contains("no real person") == true && famous.otherNames.isEmpty)
                var brief = Desk.brief
                brief.complaint = minor.complaint
                #expect(try await desk.writer.write(brief).value.concept.complaint == nil)
            }
        }
    }

    @Test(
        "that cannot be read, or are refused, end with the provider's reason, the right class, and what they cost",
        arguments: [
            ("malformed", "provider_failed", "JSON", true), ("truncated", "provider_failed", "MAX_TOKENS", true),
            ("empty", "provider_failed", "without a candidate", true),
            ("block", "content_policy", "PROHIBITED_CONTENT", false), ("finish", "content_policy", "SPII", false),
        ])
    func failures(fault: String, code: String, word: String, isTransient: Bool) async throws {
        let faults = #"{"finish_reason": "SPII", "script": {"1": "\#(fault)"}}"#
        try await FakeProviders.running(gemini: faults) { fake in
            try await Desk.working(at: fake.base) { desk in
                let error = try await failure { try await desk.writer.write(Desk.brief) }
                #expect(error.code.rawValue == code && error.message.contains(word), "\(error)")
                #expect(error.kind == (isTransient ? .transient : .permanent))
                #expect(try await fake.geminiBooks().billed == error.price && error.price > 0)
            }
        }
    }

    @Test("of the right form but with strange values become concepts of ours all the same")
    func strange() throws {
        let json = """
            {"names": ["  Ana\\u0007 Ruiz ", "Miku Sato", ""], "age": 30, "hair_colour": "red", "palette": ["#12345G"],
             "hashtags": ["#so good!", "😀", "ok"], "caption": "a\\nb", "personality": "\(String(repeating: "x", count: 900))"}
            """
        let written = try AnsweredJSON.read(WrittenConcept.self, from: json, price: 0)
        let draft = written.draft(seed: 1, origin: Origin(provider: "gemini", model: "m", promptHash: ""))
        #expect(draft.concept.name == "Ana Ruiz" && draft.otherNames.isEmpty)
        #expect(draft.concept.look.hairColour == "#3A2F5B" && draft.concept.look.palette.count == 3)
        #expect(draft.concept.hashtags == ["#sogood", "#ok"] && draft.concept.caption == "a b")
        #expect(draft.concept.personality.count == 300)
    }

    @Test(
        "the first whole object of a text is found",
        arguments: [
            (#"{"a": 1}"#, #"{"a": 1}"#), (#"x {"a": "}"} y {"b": 2}"#, #"{"a": "}"}"#),
            (#"{"a": "\"}", "b": {}}."#, #"{"a": "\"}", "b": {}}"#), ("{", nil), ("none", nil), (#"{"a": "}"#, nil),
        ] as [(String, String?)])
    func object(text: String, found: String?) {
        #expect(AnsweredJSON.object(in: text).map(String.init) == found)
    }
}
