import Foundation
import OdoriDomain
import OdoriFakes
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

@testable import OdoriFal

@Suite("fal", .timeLimit(.minutes(2)))
struct FalMotionTransferTests {
    private func playing(
        _ faults: String = "{}", key: String = FakeProviders.key,
        _ body: @escaping @Sendable (FakeProviders, Studio) async throws -> Void
    ) async throws {
        try await FakeProviders.running(faults: faults) { fake in
            try await Studio.working(at: fake.base, key: key) { try await body(fake, $0) }
        }
    }

    @Test("a dance is ordered, followed by the addresses that were answered, fetched, and costs what fal bills")
    func dance() async throws {
        try await playing(#"{"end_after_ms": 1500}"#) { fake, studio in
            let id = try await studio.submit()
            let ticket = try #require(FalTicket(id))
            #expect(ticket.status == "/fal-ai/kling-video/requests/\(ticket.requestID)/status")
            guard case .running = try await studio.fal.check(id, progress: { _ in }) else {
                throw Unexpected("it has ended already")
            }
            guard case .succeeded(let price) = try await studio.end(of: id) else {
                throw Unexpected("it did not succeed")
            }
            #expect(price == 1_680_000)
            let file = FilePath(NSTemporaryDirectory()).appending("odori-fal-\(UUID().uuidString).mp4")
            let origin = try await studio.fal.fetch(id, into: file)
            #expect(FileManager.default.contents(atPath: file.string) == FakeProviders.filmBytes)
            try FileManager.default.removeItem(atPath: file.string)
            #expect(origin.provider == "fal" && origin.operationID == ticket.requestID)
            let books = try await fake.books()
            #expect(books.arrived == 1 && books.operations == 1 && books.billed == price)
            #expect(books.submissions.map(\.answered) == [true])
        }
    }

    @Test("a submission whose answer is lost is in doubt, was sent once, and cannot be asked for")
    func lostReply() async throws {
        for faults in [#"{"lose_reply_every": 1}"#, #"{"garbage_every": 1}"#] {
            try await playing(faults) { fake, studio in
                let error = try await failure { try await studio.submit() }
                #expect(error.code == .providerUnavailable && error.kind == .transient)
                #expect(try await studio.fal.lookUp(try OperationKey.numbered(1)) == [])
                let books = try await fake.books()
                #expect(books.arrived == 1 && books.operations == 1, "the client repeated the submission by itself")
            }
        }
    }

    @Test(
        "a refusal says by its class what is to be done",
        arguments: [
            ("rate", "provider_unavailable", .throttled(retryAfter: .seconds(1))),
            ("slots", "provider_busy", .throttled(retryAfter: .seconds(1))),
            ("arrears", "provider_arrears", .permanent), ("shape", "provider_refused", .permanent),
        ] as [(String, String, OdoriError.Kind)])
    func refused(how: String, code: String, kind: OdoriError.Kind) async throws {
        try await playing(#"{"throttle_every": 1, "fal_refuses_with": "\#(how)"}"#) { fake, studio in
            let error = try await failure { try await studio.submit() }
            #expect(error.code.rawValue == code && error.kind == kind)
            #expect(try await fake.books().operations == 0)
        }
    }

    @Test("completed is no success: the model's refusal is read by its type")
    func completedButFailed() async throws {
        try await playing(#"{"end_after_ms": 0, "fail_policy_every": 1}"#) { fake, studio in
            guard case .failed(let policy) = try await studio.end(of: try await studio.submit(1)) else {
                throw Unexpected("it did not fail")
            }
            #expect(policy.code == .contentPolicy && policy.message.contains("flagged"))
            try await fake.setFaults(#"{"fail_policy_every": 0, "fail_every": 1}"#)
            guard case .failed(let failed) = try await studio.end(of: try await studio.submit(2)) else {
                throw Unexpected("it did not fail")
            }
            #expect(failed.code == .providerFailed && failed.message.contains("downstream_service_error"))
            #expect(try await fake.books().billed == 0)
        }
    }

    @Test("what runs is called off, and ends as called off; what has ended or is unknown is no error")
    func cancel() async throws {
        try await playing(#"{"end_after_ms": 60000}"#) { fake, studio in
            let id = try await studio.submit()
            try await studio.fal.cancel(id)
            guard case .failed(let error) = try await studio.fal.check(id, progress: { _ in }) else {
                throw Unexpected("it goes on")
            }
            #expect(error.message.contains("client_cancelled"))
            try await studio.fal.cancel(id)
            let unknown = try #require(FalTicket(requestID: "nobody", studio.configuration)).text
            try await studio.fal.cancel(unknown)
            guard case .unknown = try await studio.fal.check(unknown, progress: { _ in }) else {
                throw Unexpected("it is known")
            }
            #expect(try await fake.books().billed == 0)
        }
    }

    @Test("resets and videos that break off are failures for now, and nothing is lost")
    func network() async throws {
        try await playing(#"{"end_after_ms": 0, "cut_result_every": 1}"#) { fake, studio in
            let id = try await studio.submit()
            let file = FilePath(NSTemporaryDirectory()).appending("odori-fal-\(UUID().uuidString).mp4")
            let cut = try await failure { try await studio.fal.fetch(id, into: file) }
            #expect(cut.kind == .transient && !FileManager.default.fileExists(atPath: file.string))
            try await fake.setFaults(#"{"reset_every": 1}"#)
            for error in [
                try await failure { try await studio.fal.check(id, progress: { _ in }) },
                try await failure { try await studio.submit(2) },
            ] {
                #expect(error.code == .providerUnavailable && error.kind == .transient)
            }
        }
    }

    @Test("a key that is not accepted never shows, and ends no work that is paid for")
    func wrongKey() async throws {
        let secret = "s3cret-key"
        try await playing(key: secret) { fake, studio in
            let submission = try await failure { try await studio.submit() }
            #expect(submission.code == .providerRefused && submission.kind == .permanent)
            let ticket = try #require(FalTicket(requestID: "a", studio.configuration))
            let question = try await failure { try await studio.fal.check(ticket.text, progress: { _ in }) }
            #expect(question.kind == .throttled(retryAfter: .seconds(60)))
            #expect(!"\(submission) \(question)".contains(secret))
            #expect(!String(reflecting: studio.configuration).contains(secret))
            #expect(try await fake.books().operations == 0)
        }
    }

    @Test("nothing is sent after submit_by; it says what it can")
    func terms() async throws {
        try await playing { fake, studio in
            let order = try await MotionOrder.pretend()
            let late = try await failure {
                try await studio.fal.submit(order, key: try OperationKey.numbered(1), submitBy: studio.clock.now)
            }
            #expect(late.kind == .transient)
            #expect(try await fake.books().arrived == 0)
            let can = studio.fal.capabilities
            #expect(can.provider == "fal" && !can.canLookUpByKey && can.canCancel && !can.worksInCheck)
            #expect(studio.fal.price(try await MotionOrder.pretend(seconds: 9.2)) == 1_680_000)
        }
    }
}
