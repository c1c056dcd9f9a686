import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import OdoriDomain
import OdoriLocal
import OdoriPipeline
import OdoriPorts
import OdoriTesting
import OdoriWorker
import Synchronization

/// The worker's routes on doubles.
struct WorkerFixture: Sendable {
    static let token = "Bearer genuine"

    let handler = RecordingHandler()
    let verifier = ScriptedVerifier()
    let gate = StartGate()
    var store: any DocumentStore = MemoryDocumentStore()
    let logs = LogSink()
    var emulatorAddress: EmulatorAddress?
    var queue: any TaskQueue = RecordingTaskQueue()
    var missingTools: [String] = []

    func test(
        _ setup: TestingSetup = .router,
        _ body: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let services = WorkerServices(
            handler: handler,
            verifier: verifier,
            store: store,
            objects: MemoryObjectStore(),
            queue: queue,
            clock: ManualClock(),
            identifiers: SequenceIdentifiers(),
            start: gate,
            emulatorAddress: emulatorAddress,
            missingTools: { [missingTools] in missingTools }
        )
        let application = Application(
            router: WorkerRouter.make(services),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            logger: Logger(label: "test") { _ in LogSink.Handler(sink: logs) }
        )
        try await application.test(setup, body)
    }
}

extension TestClientProtocol {
    func push(
        _ path: String,
        _ body: String = "{}",
        token: String? = WorkerFixture.token,
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if let token { headers[.authorization] = token }
        return try await execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
    }
}

/// Notes what it is given; fails, or waits for company, when told to.
final class RecordingHandler: PushHandler {
    private struct State {
        var received: [String] = []
        var contexts: [WorkContext] = []
        var swept = 0
        var files: [DroppedFile] = []
        var failure: (any Error)?
        var party: Int?
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var received: [String] { state.withLock { $0.received } }
    var files: [DroppedFile] { state.withLock { $0.files } }
    var contexts: [WorkContext] { state.withLock { $0.contexts } }
    var swept: Int { state.withLock { $0.swept } }

    func fail(with error: any Error) {
        state.withLock { $0.failure = error }
    }

    /// From now on a push ends only once this many are under way.
    func waitFor(_ count: Int) {
        state.withLock { $0.party = count }
    }

    func receive(_ body: Data) async throws {
        let failure = state.withLock { state in
            state.received.append(String(decoding: body, as: UTF8.self))
            state.contexts.append(WorkContext.current)
            return state.failure
        }
        if let failure { throw failure }
        await meet()
    }

    func webhook(_ body: Data) async throws {
        try await receive(body)
    }

    func callback(_ body: Data) async throws {
        try await receive(body)
    }

    func stored(_ file: DroppedFile) async throws {
        let failure = state.withLock { state in
            state.files.append(file)
            return state.failure
        }
        if let failure { throw failure }
    }

    func sweep(_ body: Data) async throws {
        let failure = state.withLock { state in
            state.swept += 1
            return state.failure
        }
        if let failure { throw failure }
    }

    private func meet() async {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state in
                state.waiting.append(continuation)
                guard state.waiting.count >= state.party ?? 1 else { return [CheckedContinuation<Void, Never>]() }
                defer { state.waiting = [] }
                return state.waiting
            }
            for waiting in ready { waiting.resume() }
        }
    }
}

/// Lets one token in and answers to others as their names say.
struct ScriptedVerifier: TokenVerifier {
    func verify(authorization: String?) async throws {
        switch authorization {
        case WorkerFixture.token: return
        case "Bearer stranger": throw AdmissionRefused.forbidden("stranger@example may not push")
        case "Bearer nokeys": throw OdoriError("issuer_unavailable", "no keys", .transient)
        default: throw AdmissionRefused.unauthenticated("the token is not genuine")
        }
    }
}

/// Log lines, kept.
final class LogSink: Sendable {
    let lines = Mutex<[String]>([])

    struct Handler: LogHandler {
        let sink: LogSink
        var metadata: Logger.Metadata = [:]
        var metadataProvider: Logger.MetadataProvider?
        var logLevel = Logger.Level.info

        init(sink: LogSink) {
            self.sink = sink
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            let pairs = all.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
            sink.lines.withLock { $0.append("\(event.level) \(event.message) \(pairs)") }
        }
    }
}
