import AsyncHTTPClient
import Foundation
import Hummingbird
import NIOCore
import OdoriJudges
import Subprocess
import Testing

@testable import OdoriQueue

@Suite("What a target answers, by either client", .timeLimit(.minutes(1)))
struct PushAnswerTests {
    enum Kind: String, CaseIterable {
        case plain
        case encrypted
    }

    /// Pushes to an address, which the client for encrypted targets can do without encryption too.
    private static func push(
        by kind: Kind, to url: String, deadline: Duration = .seconds(30)
    ) async throws -> AttemptOutcome? {
        var task = AcceptedTask.sample()
        task.request.url = "\(url)/run"
        task.dispatchDeadline = deadline
        let name = try TaskName(queue: QueueRecord.sample().name, id: "t")
        let record = TaskRecord(id: 1, queue: 1, name: name, created: ManualTime.start, task: task)
        let client = HTTPClient(configuration: QueueServer.clientConfiguration)
        let outcome: AttemptOutcome?
        do {
            let request = PushRequest(record, authorization: nil)
            outcome =
                switch kind {
                case .plain: try await PlainPushes(group: client.eventLoopGroup).send(request)
                case .encrypted: try await EncryptedPushes(client: client, time: SystemTime()).send(request)
                }
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
        return outcome
    }

    private static func expect(
        _ outcome: AttemptOutcome, by kind: Kind, from url: String, deadline: Duration = .seconds(30)
    ) async throws {
        #expect(try await push(by: kind, to: url, deadline: deadline) == outcome)
    }

    @Test("the status counts, and how long to wait", arguments: Kind.allCases)
    func head(kind: Kind) async throws {
        let target = TargetServer { _ in Response(status: .serviceUnavailable, headers: [.retryAfter: "7"]) }
        try await target.running { url in
            try await Self.expect(.answered(status: 503, retryAfter: .seconds(7)), by: kind, from: url)
            #expect(target.pushes.map(\.path) == ["/run"])
        }
    }

    @Test("a body is not looked at, however large it is", arguments: Kind.allCases)
    func large(kind: Kind) async throws {
        let target = TargetServer { _ in
            Response(status: .ok, body: .init(byteBuffer: ByteBuffer(repeating: 0, count: 8 << 20)))
        }
        try await target.running { url in
            try await Self.expect(.answered(status: 200, retryAfter: nil), by: kind, from: url)
        }
    }

    @Test("a body that breaks off does not matter", arguments: Kind.allCases)
    func broken(kind: Kind) async throws {
        struct Broken: Error {}
        let target = TargetServer { _ in
            Response(
                status: .ok,
                body: .init { writer in
                    try await writer.write(ByteBuffer(string: "half"))
                    throw Broken()
                })
        }
        try await target.running { url in
            try await Self.expect(.answered(status: 200, retryAfter: nil), by: kind, from: url)
        }
    }

    @Test("a body that does not end is no answer within the deadline", arguments: Kind.allCases)
    func endless(kind: Kind) async throws {
        let end = Promise<Void>()
        let target = TargetServer { _ in
            Response(
                status: .ok,
                body: .init { writer in
                    try await writer.write(ByteBuffer(string: "half"))
                    try await end.value
                    try await writer.finish(nil)
                })
        }
        try await target.running { url in
            defer { end.settle(.success(())) }
            try await Self.expect(.deadlineExceeded, by: kind, from: url, deadline: .seconds(2))
        }
    }

    @Test("a plain client leaves encrypted targets to the other")
    func neither() async throws {
        #expect(try await Self.push(by: .plain, to: "https://127.0.0.1:9") == nil)
    }

    @Test("an encrypted target that nobody vouches for gets nothing")
    func untrusted() async throws {
        try await withTemporaryDirectory { directory in
            let (certificate, key) = (directory.appending(path: "c.pem").path, directory.appending(path: "k.pem").path)
            let made = try await Subprocess.run(
                .name("openssl"),
                arguments: [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-out", certificate, "-keyout", key,
                ], output: .discarded, error: .string(limit: 4096))
            try #require(made.terminationStatus.isSuccess, "\(made.standardError)")
            let port = try LocalSocket.freePort()
            let target = try JudgeProcess(
                "openssl", ["s_server", "-accept", "127.0.0.1:\(port)", "-cert", certificate, "-key", key, "-www"])
            defer { target.stop() }
            try await target.waitUntilListening(on: port)
            let error = try await #require(throws: (any Error).self) {
                try await Self.push(by: .encrypted, to: "https://localhost:\(port)")
            }
            #expect("\(error)".contains("CERTIFICATE_VERIFY_FAILED"))
        }
    }
}
