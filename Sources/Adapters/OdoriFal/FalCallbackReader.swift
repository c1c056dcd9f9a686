import Foundation
import OdoriDomain
package import OdoriPorts

/// fal's callbacks: signed with Ed25519 over the request's id, the user's id, the time, and the body's SHA-256.
package struct FalCallbackReader: CallbackReader {
    package let provider = FalConfiguration.provider
    private let configuration: FalConfiguration
    private let keys: FalKeySet
    private let clock: any WallClock

    package init(_ configuration: FalConfiguration, keys: FalKeySet, clock: any WallClock) {
        self.configuration = configuration
        self.keys = keys
        self.clock = clock
    }

    /// How far a callback's time may be from ours, either way.
    private static let tolerance: Int64 = 300

    package func read(_ callback: ProviderCallback) async throws -> CallbackNews {
        guard let request = callback.header("x-fal-webhook-request-id"),
            let user = callback.header("x-fal-webhook-user-id"), let time = callback.header("x-fal-webhook-timestamp"),
            let seconds = Int64(time), let signature = callback.header("x-fal-webhook-signature").flatMap(Self.bytes)
        else { throw CallbackRefused("it is not signed") }
        let (distance, overflows) = seconds.subtractingReportingOverflow(clock.now.seconds)
        guard !overflows, (-Self.tolerance...Self.tolerance).contains(distance) else {
            throw CallbackRefused("it was signed at another time")
        }
        let message = [request, user, time, hexSHA256(callback.body)].joined(separator: "\n")
        guard try await keys.haveSigned(Data(message.utf8), signature) else {
            throw CallbackRefused("no key fits the signature")
        }
        return CallbackNews(operationID: FalTicket(requestID: request, configuration)?.text)
    }

    /// Of hex digits.
    private static func bytes(_ hex: String) -> Data? {
        let digits = Array(hex.utf8)
        guard digits.count == 128 else { return nil }
        var bytes = Data()
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
