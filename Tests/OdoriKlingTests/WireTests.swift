import OdoriJSON
import Foundation
import OdoriDomain
import OdoriPorts
import OdoriTesting
import Testing

@testable import OdoriKling

@Suite("Kling's wire")
struct WireTests {
    @Test("our request is the published one without what we leave out")
    func request() throws {
        let order = KlingOrder(
            image: "https://media.example/character.png", video: "https://media.example/reference.mp4",
            prompt: "A dancer on a bright stage.", key: try OperationKey.numbered(0xab), callback: nil)
        let request = KlingRequest(order, resolution: "1080p")
        let sent = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(request))
        guard case .object(var golden) = try JSONDecoder().decode(JSONValue.self, from: Golden.data("create-request"))
        else { throw Unexpected("the golden is no object") }
        golden["options"] = .object(["external_task_id": .string("000000000000000000000000000000ab")])
        golden["settings"] = .object([
            "character_orientation": .string("video"), "audio": .string("off"), "resolution": .string("1080p"),
        ])
        #expect(sent == .object(golden))
    }

    private func task(_ json: String) throws -> KlingTask {
        try JSONDecoder().decode(KlingTask.self, from: Data(json.utf8))
    }

    @Test("the published answer is understood")
    func answer() throws {
        let contents = try JSONDecoder().decode(
            KlingContents<[KlingTask]>.self, from: Golden.data("query-answer-ended"))
        let task = try #require(contents.data.first)
        #expect(task.id.text == "831922345719271433" && task.externalID == "order-0001")
        #expect(task.video == "https://cdn.example/result.mp4" && task.price(unitPrice: nil) == 1_680_000)
        guard case .succeeded(1_680_000) = task.state(unitPrice: nil) else { throw Unexpected("it has not succeeded") }
        let open = try JSONDecoder().decode(KlingContents<[KlingTask]>.self, from: Golden.data("query-answer-open"))
        guard case .running? = open.data.first?.state(unitPrice: nil) else { throw Unexpected("it is not under way") }
    }

    @Test(
        "a bill is a price when all of it is cash in dollars or units of known worth",
        arguments: [
            (#"[{"charge_type": "cash", "amount": "1.5"}, {"charge_type": "cash", "amount": "0.18"}]"#, 1_680_000),
            (#"[{"charge_type": "cash", "amount": 1.68, "currency": "usd"}]"#, 1_680_000),
            (#"[{"charge_type": "unit", "amount": "12"}]"#, 1_680_000),
            (#"[{"charge_type": "unit", "amount": "0.000001"}]"#, 1),
            (#"[{"charge_type": "cash", "amount": "1"}, {"charge_type": "unit", "amount": "1"}]"#, 1_140_000),
            (#"[{"charge_type": "coupon", "amount": "12"}]"#, nil),
            (#"[{"charge_type": "cash", "amount": "12", "currency": "CNY"}]"#, nil),
            (#"[{"charge_type": "cash", "amount": "-1"}]"#, nil), (#"[{"charge_type": "cash"}]"#, nil), ("[]", nil),
        ] as [(String, Int64?)])
    func bills(json: String, price: Int64?) throws {
        #expect(try task(#"{"id": "1", "billing": \#(json)}"#).price(unitPrice: 140_000) == price)
    }

    @Test("units of unknown worth are no price")
    func unknownUnits() throws {
        #expect(
            try task(#"{"id": "1", "billing": [{"charge_type": "unit", "amount": "12"}]}"#).price(unitPrice: nil) == nil
        )
    }

    @Test("what is not documented loses no paid operation")
    func lenient() throws {
        guard
            case .running = try task(#"{"id": 831922345719271433, "status": "queued", "news": []}"#).state(
                unitPrice: nil)
        else {
            throw Unexpected("an unknown status ends the operation")
        }
        #expect(try task(#"{"id": 831922345719271433}"#).id.text == "831922345719271433")
        guard case .failed = try task(#"{"id": "1", "status": "succeeded", "outputs": []}"#).state(unitPrice: nil)
        else {
            throw Unexpected("success without a video is no success")
        }
        guard
            case .failed(let error) = try task(#"{"id": "1", "status": "failed", "message": "a\n\u0007b"}"#).state(
                unitPrice: nil)
        else { throw Unexpected("it did not fail") }
        #expect(error.message == "Kling: a  b")
    }

    @Test(
        "a failure because of the content is told apart by its sentence",
        arguments: [
            ("Failure to pass the risk control system", "content_policy"),
            ("The input image contains sensitive content", "content_policy"),
            ("The video has no continuous motion", "provider_failed"),
        ])
    func failures(message: String, code: String) throws {
        guard
            case .failed(let error) = try task(#"{"id": "1", "status": "failed", "message": "\#(message)"}"#)
                .state(unitPrice: nil)
        else { throw Unexpected("it did not fail") }
        #expect(error.code.rawValue == code && error.message.contains(message) && error.kind == .permanent)
    }

    @Test("all slots taken is a wait of its own; a token's time is a clock's matter only where tokens are signed")
    func special() {
        let busy = KlingRefusal(code: 1303, status: 429, message: "", retryAfter: nil)
        #expect(busy.error.code == .providerBusy && busy.error.kind == .throttled(retryAfter: .seconds(1)))
        for code in [1003, 1004] {
            let signed = KlingRefusal(code: code, status: 401, message: "", retryAfter: nil, signsTokens: true)
            #expect(signed.error.kind == .throttled(retryAfter: .seconds(5)))
            let plain = KlingRefusal(code: code, status: 401, message: "", retryAfter: nil)
            #expect(plain.error.kind == .permanent)
        }
    }

    @Test(
        "every code of the vendor's table has its class",
        arguments: [
            (1000, 401, .permanent), (1004, 401, .permanent), (1101, 429, .permanent), (1102, 429, .permanent),
            (1103, 403, .permanent), (1200, 400, .permanent), (1201, 400, .permanent), (1203, 404, .permanent),
            (1300, 400, .permanent), (1301, 200, .permanent), (1302, 429, .throttled(retryAfter: .seconds(7))),
            (1303, 200, .throttled(retryAfter: .seconds(7))), (1304, 429, .permanent), (5000, 500, .transient),
            (5001, 503, .transient), (5002, 504, .transient), (9999, 500, .transient), (9999, 429, .transient),
            (9999, 200, .transient), (9999, 400, .permanent),
        ] as [(Int, Int, OdoriError.Kind)])
    func codes(code: Int, status: Int, kind: OdoriError.Kind) {
        let refusal = KlingRefusal(code: code, status: status, message: "", retryAfter: .seconds(7))
        #expect(refusal.error.kind == kind)
        #expect(refusal.errorOfQuestion.kind != .permanent)
    }
}
