import Foundation
import OdoriDomain
import OdoriFakes
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

@testable import OdoriKling

@Suite("Kling's legacy API", .timeLimit(.minutes(2)))
struct LegacyTests {
    private static let pair = KlingAccess.pair(accessKey: "fake-access", secretKey: "fake-secret")

    private func playing(
        _ faults: String = "{}", options: [String] = [], access: KlingAccess = pair,
        _ body: @escaping @Sendable (FakeProviders, Studio) async throws -> Void
    ) async throws {
        try await FakeProviders.running(faults: faults, options: options) { fake in
            try await Studio.working(at: fake.base, access: access) { try await body(fake, $0) }
        }
    }

    @Test("a dance is ordered, followed, found by its key, fetched, and billed in units")
    func dance() async throws {
        try await playing(#"{"end_after_ms": 300, "bills_units": true}"#) { fake, studio in
            let key = try OperationKey.numbered(1)
            #expect(try await studio.kling.lookUp(key) == [])
            let id = try await studio.submit(key)
            #expect(try await studio.kling.lookUp(key) == [id])
            guard case .succeeded(let price) = try await studio.end(of: id) else {
                throw Unexpected("it did not succeed")
            }
            #expect(price == 1_680_000)
            let file = FilePath(NSTemporaryDirectory()).appending("odori-kling-\(UUID().uuidString).mp4")
            let origin = try await studio.kling.fetch(id, into: file)
            #expect(FileManager.default.contents(atPath: file.string) == FakeProviders.filmBytes)
            try FileManager.default.removeItem(atPath: file.string)
            #expect(origin.model == "kling-v3" && origin.operationID == id)
            let books = try await fake.books()
            #expect(books.arrived == 1 && books.operations == 1 && books.billed == price)
        }
    }

    @Test("a submission whose answer is lost is found by its key, and its repetition is refused")
    func lostReply() async throws {
        try await playing(#"{"lose_reply_every": 1}"#) { fake, studio in
            let key = try OperationKey.numbered(1)
            let doubt = try await failure { try await studio.submit(key) }
            #expect(doubt.kind == .transient)
            let found = try await studio.kling.lookUp(key)
            #expect(found.count == 1)
            let refusal = try await failure { try await studio.submit(key) }
            #expect(refusal.code == .providerRefused)
            #expect(try await studio.kling.lookUp(key) == found)
            #expect(try await fake.books().operations == 1)
        }
    }

    @Test("clocks a minute apart do no harm; five minutes are a failure for now that names the clock")
    func clocks() async throws {
        try await playing(options: ["--clock-behind", "60"]) { _, studio in
            _ = try await studio.submit(try OperationKey.numbered(1))
        }
        try await playing(options: ["--clock-behind", "300"]) { fake, studio in
            let error = try await failure { try await studio.submit(try OperationKey.numbered(1)) }
            #expect(error.kind == .throttled(retryAfter: .seconds(5)) && error.message.contains("clock"))
            #expect(try await fake.books().operations == 0)
        }
    }

    @Test("a pair that is not accepted never shows")
    func wrongPair() async throws {
        let secret = "s3cret-of-the-pair"
        let access = KlingAccess.pair(accessKey: "fake-access", secretKey: secret)
        try await playing(access: access) { _, studio in
            let error = try await failure { try await studio.submit(try OperationKey.numbered(1)) }
            #expect(error.code == .providerRefused && error.kind == .permanent)
            #expect(!error.message.contains(secret))
        }
        #expect(!String(reflecting: KlingConfiguration(access: access, model: "m", tariff: .free)).contains(secret))
    }

    @Test("the token is the vendor's sample but for the clocks' difference")
    func token() throws {
        let token = KlingToken(issuer: "ak", now: Timestamp(seconds: 1_700_000_000)).signed(with: "sk")
        let parts = token.split(separator: ".").map(String.init)
        #expect(parts.count == 3 && !token.contains("="))
        #expect(try text(parts[0]) == #"{"alg":"HS256","typ":"JWT"}"#)
        #expect(try text(parts[1]) == #"{"exp":1700001800,"iss":"ak","nbf":1699999910}"#)
    }

    private func text(_ part: String) throws -> String {
        let base64 = part.replacing("-", with: "+").replacing("_", with: "/")
        let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
        return String(decoding: try #require(Data(base64Encoded: padded)), as: UTF8.self)
    }

    @Test("the published answer is understood")
    func answer() throws {
        let task = try JSONDecoder().decode(
            KlingContents<KlingLegacyTask>.self, from: Golden.data("legacy-query-answer")
        ).data.task
        #expect(task.id.text == "831922345719271433" && task.externalID == "order-0001")
        #expect(task.video == "https://cdn.example/result.mp4")
        guard case .succeeded(1_680_000) = task.state(unitPrice: 140_000) else {
            throw Unexpected("it has not succeeded")
        }
    }
}
