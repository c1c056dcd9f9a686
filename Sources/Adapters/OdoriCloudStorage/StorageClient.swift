import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriGoogleAuth
import OdoriPorts

/// Calls of the Cloud Storage JSON API (v1): each with a deadline, repeated as the official client repeats.
struct StorageClient: Sendable {
    private static let firstPause = Duration.seconds(1)
    private static let longestPause = Duration.seconds(60)

    let configuration: CloudStorageConfiguration
    let caller: GoogleCaller
    let clock: any WallClock

    /// Sends a request without content, or with a little, once.
    ///
    /// - Throws: `StorageFault` for every status but those of success; `GoogleCaller.Lost`.
    func send(
        _ method: HTTPMethod, _ url: String, json: Data? = nil, deadline: Duration? = nil
    ) async throws -> GoogleCaller.Answer {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if method != .GET { request.headers.add(name: "Content-Type", value: "application/json; charset=UTF-8") }
        if let json { request.body = .bytes(ByteBuffer(bytes: json)) }
        return try await send(request, deadline: deadline ?? configuration.callDeadline)
    }

    /// Sends any request, once.
    func send(_ request: HTTPClientRequest, deadline: Duration) async throws -> GoogleCaller.Answer {
        let answer = try await caller.send(request, deadline: deadline)
        guard (200..<300).contains(answer.status) else { throw StorageFault(answer) }
        return answer
    }

    /// Does something that may be repeated until it succeeds, is refused, or patience ends.
    ///
    /// - Parameter isProgress: asked after each failure; what moved on gets all patience anew.
    func repeating<Value>(
        isProgress: () -> Bool = { false }, _ body: () async throws -> Value
    ) async throws -> Value {
        var last = clock.now + configuration.patience
        var pause = Self.firstPause
        while true {
            do {
                return try await body()
            } catch {
                let wish = try Self.wish(after: error)
                if isProgress() {
                    last = clock.now + configuration.patience
                    pause = Self.firstPause
                }
                let wait = max(pause * Double.random(in: 0.5...1), wish ?? .zero)
                guard clock.now + wait < last else { throw Self.mapped(error) }
                try await clock.sleep(for: wait)
                pause = min(Self.longestPause, pause * 2)
            }
        }
    }

    /// How long the other side asks to wait; throws what cannot be repeated away.
    private static func wish(after error: any Error) throws -> Duration? {
        switch error {
        case let fault as StorageFault where fault.isPassing: return fault.retryAfter
        case is GoogleCaller.Lost, is Damaged: return nil
        default: throw error
        }
    }

    /// Bytes arrived that are not those that were stored, or not all.
    struct Damaged: Error, CustomStringConvertible {
        let description: String
    }

    static func mapped(_ error: any Error) -> any Error {
        switch error {
        case let fault as StorageFault: fault.mapped
        case let lost as GoogleCaller.Lost:
            OdoriError(.storeUnavailable, "Cloud Storage does not answer: \(lost)", .transient)
        case let damaged as Damaged: OdoriError(.storeUnavailable, damaged.description, .transient)
        default: error
        }
    }
}
