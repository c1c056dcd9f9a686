import Foundation
import OdoriDomain
import Testing

@testable import OdoriFal

@Suite("fal's addresses and answers")
struct FalTicketTests {
    private let configuration = FalConfiguration(
        queueURL: "https://queue.fal.test", key: "k", model: "fal-ai/kling-video/v3/pro/motion-control", tariff: .free)

    private func ticket(_ status: String?) throws -> FalTicket {
        try #require(
            FalTicket(
                FalSubmitted(requestID: "r-1", statusURL: status, responseURL: nil, cancelURL: nil), configuration))
    }

    @Test("an address on the queue is used as it was answered")
    func own() throws {
        let ticket = try ticket("https://queue.fal.test/elsewhere/requests/r-1/status?x=1")
        #expect(ticket.status == "/elsewhere/requests/r-1/status?x=1")
        #expect(ticket.response == "/fal-ai/kling-video/requests/r-1")
        #expect(FalTicket(ticket.text) == ticket)
    }

    @Test(
        "an address that leads elsewhere gets no key: the documented one takes its place",
        arguments: [
            nil, "https://evil.test/requests/r-1/status", "https://queue.fal.test.evil.test/status",
            "https://queue.fal.test@evil.test/", "http://queue.fal.test/status", "https://queue.fal.test/a b",
            "https://queue.fal.test/../x/../status", "https://queue.fal.test\\@evil.test/", "",
        ])
    func foreign(url: String?) throws {
        #expect(try ticket(url).status == "/fal-ai/kling-video/requests/r-1/status")
    }

    @Test(
        "an id that is none makes no path",
        arguments: ["", "a/b", "a b", "../x", "a?b", String(repeating: "a", count: 201)])
    func strangeIDs(id: String) {
        #expect(FalTicket(requestID: id, configuration) == nil)
    }

    @Test("types are read from both forms of an error, and a page is none")
    func problems() throws {
        func types(_ json: String) throws -> [String] {
            try JSONDecoder().decode(FalProblem.self, from: Data(json.utf8)).types
        }
        #expect(try types(#"{"detail": "no", "error_type": "bad_request"}"#) == ["bad_request"])
        #expect(
            try types(#"{"detail": [{"loc": ["a"], "msg": "m", "type": "content_policy_violation"}]}"#)
                == ["content_policy_violation"])
        #expect(try types(#"{"detail": "only words"}"#) == [])
        #expect(throws: (any Error).self) { try types(#"{"message": "x"}"#) }
    }

    @Test("a callback's address is a query's value whole")
    func escaped() {
        let text = FalClient.escaped("https://a.test/x/y?b=c&d=e f#g")
        #expect(text == "https%3A%2F%2Fa.test%2Fx%2Fy%3Fb%3Dc%26d%3De%20f%23g")
    }
}
