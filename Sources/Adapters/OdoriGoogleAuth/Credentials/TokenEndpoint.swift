import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriPorts

/// Asks token servers, again where the official client asks again.
struct TokenEndpoint: Sendable {
    private static let tries = 3
    private static let repeated: Set<Int> = [408, 429, 500, 502, 503, 504]
    private static let repeatedErrors: Set<String> = ["internal_failure", "server_error", "temporarily_unavailable"]
    private static let largestAnswer = 1 << 20

    let http: HTTPClient
    let clock: any WallClock
    var deadline = Duration.seconds(10)

    /// A token as OAuth 2.0 servers answer it.
    private struct Granted: Decodable {
        var access_token: String
        var expires_in: Seconds?

        /// A number, or a text of one.
        struct Seconds: Decodable {
            var value: Double

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Double.self) {
                    value = number
                } else {
                    value = Double(try container.decode(String.self)) ?? 3600
                }
            }
        }
    }

    private struct Refused: Decodable {
        var error: String?
        var error_description: String?
    }

    /// Posts a form and reads the token in the answer.
    func token(_ url: String, form: [(String, String)]) async throws -> AccessToken {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        let body = form.map { "\(Self.escaped($0))=\(Self.escaped($1))" }.joined(separator: "&")
        request.body = .bytes(ByteBuffer(string: body))
        return try token(in: try await send(request))
    }

    /// Reads the token in an answer.
    func token(in answer: GoogleCaller.Answer) throws -> AccessToken {
        let data = Data(answer.body.readableBytesView)
        guard let granted = try? JSONDecoder().decode(Granted.self, from: data) else {
            throw OdoriError(.tokenUnavailable, "the token server's answer holds no token", .transient)
        }
        let life = Duration.milliseconds(Int64(max(0, min(granted.expires_in?.value ?? 3600, 86_400)) * 1000))
        return AccessToken(value: granted.access_token, expiresAt: clock.now + life)
    }

    /// Sends a request until it is answered with 200.
    func send(_ request: HTTPClientRequest) async throws -> GoogleCaller.Answer {
        let caller = GoogleCaller(http: http, tokens: nil)
        var pause = Duration.seconds(1)
        var failures = 0
        while true {
            let reason: String
            do {
                let answer = try await caller.send(request, deadline: deadline, largestAnswer: Self.largestAnswer)
                if answer.status == 200 { return answer }
                reason = try Self.reason(answer, request)
            } catch let lost as GoogleCaller.Lost {
                reason = lost.description
            }
            failures += 1
            guard failures < Self.tries else {
                throw OdoriError(.tokenUnavailable, "\(request.url) gives no token: \(reason)", .transient)
            }
            try await clock.sleep(for: pause * Double.random(in: 0.9...1.1))
            pause *= 2
        }
    }

    /// Why a request may be sent again; throws when it may not.
    private static func reason(_ answer: GoogleCaller.Answer, _ request: HTTPClientRequest) throws -> String {
        // What is no JSON has no words for us.
        let refused = try? JSONDecoder().decode(Refused.self, from: Data(answer.body.readableBytesView))
        let words = [refused?.error, refused?.error_description].compactMap(\.self).joined(separator: ": ")
        let reason = "\(answer.status) \(words)"
        if repeated.contains(answer.status) || refused?.error.map(repeatedErrors.contains) == true { return reason }
        throw OdoriError(.tokenRefused, "\(request.url) refuses: \(reason)")
    }

    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                Character(Unicode.Scalar(byte)).isASCII
                && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
                    || "-_.~".utf8.contains(byte))
            return isPlain
                ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
