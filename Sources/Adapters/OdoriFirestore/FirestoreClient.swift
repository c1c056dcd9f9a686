import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriGoogleAuth
import OdoriPorts

/// Calls of the Firestore REST API (v1): each with a deadline, repeated where the official client repeats.
struct FirestoreClient: Sendable {
    private static let firstPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(5)

    let configuration: FirestoreConfiguration
    let caller: GoogleCaller
    let clock: any WallClock

    /// What may be done after a call that failed.
    enum Verdict {
        case again(after: Duration?)
        case over(any Error)
    }

    /// Posts one request, once.
    ///
    /// - Throws: `FirestoreFault`; `GoogleCaller.Lost`; `CancellationError`; what access tokens throw.
    func post(_ path: String, _ body: ByteBuffer) async throws -> ByteBuffer {
        var request = HTTPClientRequest(url: "\(configuration.baseURL)/v1/\(path)")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(body)
        let answer = try await caller.send(request, deadline: configuration.callDeadline)
        guard answer.status == 200 else { throw FirestoreFault(answer) }
        return answer.body
    }

    /// Posts a request that changes nothing, again while the service cannot answer.
    func read<Value>(
        _ path: String, _ body: ByteBuffer, _ parse: (UnsafeRawBufferPointer) throws -> Value
    ) async throws -> Value {
        try await repeating {
            let answer = try await post(path, body)
            return try answer.withUnsafeReadableBytes(parse)
        } judge: { error in
            switch error {
            case let fault as FirestoreFault where fault.isUnavailable || fault.isDoubtful || fault.isContention:
                .again(after: fault.retryAfter)
            case let fault as FirestoreFault: .over(fault.mapped)
            // An answer that was cut off can be had again.
            case is GoogleCaller.Lost, is JSONBytes.Fault: .again(after: nil)
            default: .over(error)
            }
        }
    }

    /// Does something until it succeeds, is over, or patience ends.
    func repeating<Value>(
        _ body: () async throws -> Value, judge: (any Error) async throws -> Verdict
    ) async throws -> Value {
        let last = clock.now + configuration.patience
        var pause = Self.firstPause
        while true {
            do {
                return try await body()
            } catch {
                let wish: Duration?
                switch try await judge(error) {
                case .over(let final): throw final
                case .again(let after): wish = after
                }
                let wait = max(pause * Double.random(in: 0.5...1), wish ?? .zero)
                guard clock.now + wait < last else { throw Self.unavailable(error) }
                try await clock.sleep(for: wait)
                pause = min(Self.longestPause, pause * 1.3)
            }
        }
    }

    static func unavailable(_ error: any Error) -> OdoriError {
        if let fault = error as? FirestoreFault { return fault.mapped }
        if let error = error as? OdoriError { return error }
        return OdoriError(.storeUnavailable, "Firestore does not answer: \(error)", .transient)
    }
}
