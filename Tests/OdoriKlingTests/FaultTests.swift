import Foundation
import OdoriDomain
import OdoriFakes
import OdoriKling
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

@Suite("Kling, something going wrong", .timeLimit(.minutes(3)))
struct FaultTests {
    @Test(
        "a submission whose answer is lost is in doubt, and found by its key",
        arguments: [#"{"lose_reply_every": 1}"#, #"{"garbage_every": 1}"#])
    func lostReply(faults: String) async throws {
        try await FakeProviders.running(faults: faults) { fake in
            try await Studio.working(at: fake.base) { studio in
                let key = try OperationKey.numbered(1)
                let error = try await failure { try await studio.submit(key) }
                #expect(error.code == .providerUnavailable && error.kind == .transient)
                #expect(try await studio.kling.lookUp(key).count == 1)
                let books = try await fake.books()
                #expect(books.arrived == 1 && books.operations == 1, "the client repeated the submission by itself")
                #expect(books.submissions.map(\.answered) == [false])
            }
        }
    }

    @Test(
        "a submission that never arrives looks the same, and is not found",
        arguments: [#"{"lose_request_every": 1}"#, #"{"error_every": 1, "error_code": 5001}"#])
    func lostRequest(faults: String) async throws {
        try await FakeProviders.running(faults: faults) { fake in
            try await Studio.working(at: fake.base) { studio in
                let key = try OperationKey.numbered(1)
                let error = try await failure { try await studio.submit(key) }
                #expect(error.code == .providerUnavailable && error.kind == .transient)
                #expect(try await studio.kling.lookUp(key) == [])
                #expect(try await fake.books().operations == 0)
            }
        }
    }

    @Test("every third answer lost: one operation for each key all the same")
    func everyThird() async throws {
        try await FakeProviders.running(faults: #"{"lose_reply_every": 3}"#) { fake in
            try await Studio.working(at: fake.base) { studio in
                for number in 1...9 {
                    let key = try OperationKey.numbered(number)
                    do {
                        _ = try await studio.submit(key)
                    } catch let error as OdoriError where error.kind == .transient {
                        #expect(try await studio.kling.lookUp(key).count == 1)
                    }
                }
                let books = try await fake.books()
                #expect(books.operations == 9 && books.keys == 9 && books.arrived == 9)
                #expect(books.submissions.count { !$0.answered } == 3)
            }
        }
    }

    @Test(
        "a refusal says by its class what is to be done",
        arguments: [
            (#"{"throttle_every": 1}"#, "provider_unavailable", .throttled(retryAfter: .seconds(1))),
            (
                #"{"throttle_every": 1, "throttle_code": 1303}"#, "provider_busy",
                .throttled(retryAfter: .seconds(1))
            ),
            (#"{"error_every": 1, "error_code": 5000}"#, "provider_unavailable", .transient),
            (#"{"error_every": 1, "error_code": 5002}"#, "provider_unavailable", .transient),
            (#"{"policy_every": 1}"#, "content_policy", .permanent),
            (#"{"throttle_every": 1, "throttle_code": 1101}"#, "provider_arrears", .permanent),
            (#"{"throttle_every": 1, "throttle_code": 1103}"#, "provider_refused", .permanent),
        ] as [(String, String, OdoriError.Kind)])
    func refused(faults: String, code: String, kind: OdoriError.Kind) async throws {
        try await FakeProviders.running(faults: faults) { fake in
            try await Studio.working(at: fake.base) { studio in
                let error = try await failure { try await studio.submit(try OperationKey.numbered(1)) }
                #expect(error.code.rawValue == code && error.kind == kind)
                #expect(try await fake.books().operations == 0)
            }
        }
    }

    @Test("nothing is sent after submit_by, and nothing waits longer for an answer")
    func submitBy() async throws {
        try await FakeProviders.running(faults: #"{"delay_ms": 5000}"#) { fake in
            try await Studio.working(at: fake.base) { studio in
                let order = try await MotionOrder.pretend()
                for late in [studio.clock.now, studio.clock.now - .seconds(1)] {
                    let error = try await failure {
                        try await studio.kling.submit(order, key: try OperationKey.numbered(1), submitBy: late)
                    }
                    #expect(error.kind == .transient)
                }
                #expect(try await fake.books().arrived == 0)
                let clock = ContinuousClock()
                let started = clock.now
                let error = try await failure {
                    let soon = studio.clock.now + .milliseconds(400)
                    return try await studio.kling.submit(order, key: try OperationKey.numbered(2), submitBy: soon)
                }
                #expect(error.kind == .transient && clock.now - started < .seconds(3))
                #expect(try await studio.kling.lookUp(try OperationKey.numbered(2)).count == 1)
            }
        }
    }

    @Test("a key that is not visible yet is found later, and its id is known at once")
    func slowVisibility() async throws {
        try await FakeProviders.running(faults: #"{"visible_after_ms": 700, "end_after_ms": 60000}"#) { fake in
            try await Studio.working(at: fake.base) { studio in
                let key = try OperationKey.numbered(1)
                let id = try await studio.submit(key)
                #expect(try await studio.kling.lookUp(key) == [])
                guard case .running = try await studio.kling.check(id, progress: { _ in }) else {
                    throw Unexpected("the id is not known")
                }
                let found = try await eventually(within: .seconds(5), "the key is seen") {
                    let found = try await studio.kling.lookUp(key)
                    return found.isEmpty ? nil : found
                }
                #expect(found == [id])
            }
        }
    }

    @Test("a repeated key is refused, answered or billed twice; the look-up tells what there is, the oldest first")
    func repeatedKey() async throws {
        try await FakeProviders.running { fake in
            try await Studio.working(at: fake.base) { studio in
                let key = try OperationKey.numbered(1)
                let first = try await studio.submit(key)
                let error = try await failure { try await studio.submit(key) }
                #expect(error.code == .providerRefused, "a class of its own would have to be read from the text")
                #expect(try await studio.kling.lookUp(key) == [first])

                try await fake.setFaults(#"{"repeated_key": "return"}"#)
                #expect(try await studio.submit(key) == first)
                #expect(try await studio.kling.lookUp(key) == [first])

                try await fake.setFaults(#"{"repeated_key": "bill_twice"}"#)
                let second = try await studio.submit(key)
                #expect(second != first)
                #expect(try await studio.kling.lookUp(key) == [first, second])
                let books = try await fake.books()
                #expect(books.arrived == 4 && books.operations == 2 && books.duplicates == 1)
                #expect(books.billed == 2 * 1_680_000)
            }
        }
    }

    @Test("an operation that fails says why, and one that vanishes is unknown")
    func ends() async throws {
        try await FakeProviders.running(faults: #"{"end_after_ms": 50, "fail_every": 1}"#) { fake in
            try await Studio.working(at: fake.base) { studio in
                guard
                    case .failed(let error) = try await studio.end(
                        of: try await studio.submit(try OperationKey.numbered(1)))
                else { throw Unexpected("it did not fail") }
                #expect(error.code == .providerFailed && error.message.contains("motion could not be transferred"))
                #expect(try await fake.books().billed == 0)

                try await fake.setFaults(#"{"fail_every": 0, "vanish_every": 1}"#)
                guard case .unknown = try await studio.end(of: try await studio.submit(try OperationKey.numbered(2)))
                else {
                    throw Unexpected("it did not vanish")
                }
            }
        }
    }

    @Test("a reset connection is a failure for now, whatever was asked")
    func resets() async throws {
        try await FakeProviders.running(faults: #"{"reset_every": 1}"#) { fake in
            try await Studio.working(at: fake.base) { studio in
                let key = try OperationKey.numbered(1)
                for error in [
                    try await failure { try await studio.submit(key) },
                    try await failure { try await studio.kling.lookUp(key) },
                    try await failure { try await studio.kling.check("1", progress: { _ in }) },
                    try await failure { try await studio.kling.fetch("1", into: "/nowhere/x") },
                ] {
                    #expect(error.code == .providerUnavailable && error.kind == .transient)
                }
            }
        }
    }

    @Test("a video that breaks off is fetched again")
    func cutResult() async throws {
        try await FakeProviders.running(faults: #"{"end_after_ms": 0, "cut_result_every": 1}"#) { fake in
            try await Studio.working(at: fake.base) { studio in
                let id = try await studio.submit(try OperationKey.numbered(1))
                let file = FilePath(NSTemporaryDirectory()).appending("odori-kling-\(UUID().uuidString).mp4")
                let error = try await failure { try await studio.kling.fetch(id, into: file) }
                #expect(error.code == .downloadFailed && error.kind == .transient)
                #expect(!FileManager.default.fileExists(atPath: file.string))
                try await fake.setFaults(#"{"cut_result_every": 0}"#)
                _ = try await studio.kling.fetch(id, into: file)
                #expect(FileManager.default.contents(atPath: file.string) == FakeProviders.filmBytes)
                try FileManager.default.removeItem(atPath: file.string)
            }
        }
    }

    @Test("a key that is not accepted never shows, and ends no work that is paid for")
    func wrongKey() async throws {
        try await FakeProviders.running { fake in
            let secret = "s3cret-key"
            try await Studio.working(at: fake.base, key: secret) { studio in
                let submission = try await failure { try await studio.submit(try OperationKey.numbered(1)) }
                #expect(submission.code == .providerRefused && submission.kind == .permanent)
                let question = try await failure { try await studio.kling.check("1", progress: { _ in }) }
                #expect(question.code == .providerRefused && question.kind == .throttled(retryAfter: .seconds(60)))
                for error in [submission, question] {
                    #expect(error.message.contains("(hidden)") && !"\(error)".contains(secret))
                }
            }
            #expect(
                !String(reflecting: KlingConfiguration(access: .key(secret), model: "m", tariff: .free)).contains(
                    secret))
            #expect(try await fake.books().operations == 0)
        }
    }

    @Test("nobody there is a failure for now, and an answer that does not come ends at the deadline")
    func nobody() async throws {
        try await Studio.working(at: "http://127.0.0.1:9") { studio in
            let error = try await failure { try await studio.kling.lookUp(try OperationKey.numbered(1)) }
            #expect(error.kind == .transient)
        }
    }
}
