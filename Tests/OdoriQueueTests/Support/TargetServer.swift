import HTTPTypes
import Hummingbird
import Logging
import ServiceLifecycle
import Synchronization

@testable import OdoriQueue

/// A push as a target saw it.
struct Push: Sendable {
    let path: String
    let method: String
    let headers: HTTPFields
    let body: String
    let at: ContinuousClock.Instant

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    var task: String { header("X-CloudTasks-TaskName") ?? "" }
}

/// What tasks are pushed to: records every push and answers as the test wishes.
final class TargetServer: Sendable {
    typealias Answer = @Sendable (Push) async throws -> Response

    private struct State {
        var pushes: [Push] = []
        var running = 0
        var mostRunning = 0
        var waiters: [Int: (isMet: @Sendable ([Push]) -> Bool, wake: CheckedContinuation<Void, any Error>)] = [:]
        var next = 0
    }

    private let answer: Answer
    private let state = Mutex(State())

    init(answer: @escaping Answer = { _ in Response(status: .ok) }) {
        self.answer = answer
    }

    var pushes: [Push] { state.withLock { $0.pushes } }
    /// The most pushes that were being answered at the same time.
    var mostRunning: Int { state.withLock { $0.mostRunning } }

    /// Returns when the pushes so far meet a condition.
    func waitUntil(_ isMet: @escaping @Sendable ([Push]) -> Bool) async throws {
        let ticket = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (wake: CheckedContinuation<Void, any Error>) in
                let result = state.withLock { state -> Result<Void, any Error>? in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if isMet(state.pushes) { return .success(()) }
                    state.waiters[ticket] = (isMet, wake)
                    return nil
                }
                if let result { wake.resume(with: result) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: ticket) }?.wake.resume(throwing: CancellationError())
        }
    }

    func waitForPushes(_ count: Int) async throws {
        try await waitUntil { $0.count >= count }
    }

    private func receive(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 8 << 20)
        let push = Push(
            path: request.uri.string, method: request.method.rawValue, headers: request.headers,
            body: String(buffer: body), at: .now
        )
        let woken = state.withLock { state in
            state.pushes.append(push)
            state.running += 1
            state.mostRunning = max(state.mostRunning, state.running)
            let met = state.waiters.filter { $0.value.isMet(state.pushes) }
            for ticket in met.keys { state.waiters[ticket] = nil }
            return met.values.map(\.wake)
        }
        for wake in woken { wake.resume() }
        defer { state.withLock { $0.running -= 1 } }
        return try await answer(push)
    }

    /// Runs the target around a piece of work, which gets its base URL.
    func running<Result: Sendable>(_ work: @Sendable (String) async throws -> Result) async throws -> Result {
        let port = Promise<Int>()
        let responder = CallbackResponder<BasicRequestContext> { request, _ in try await self.receive(request) }
        let application = Application(
            responder: responder, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.settle(.success($0.localAddress?.port ?? 0)) }, logger: .quiet
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            defer { group.cancelAll() }
            return try await work("http://127.0.0.1:\(try await port.value)")
        }
    }
}

extension Logger {
    /// A logger for tests, which say themselves what went wrong.
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
