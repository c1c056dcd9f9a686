import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks a provider something that costs nothing, to learn whether a key is good.
package struct LiveCheck: Sendable {
    /// What is checked, as it is shown; never the key.
    package var name: String
    private let url: String
    private let headers: [(name: String, value: String)]

    private static let limit = TimeAmount.seconds(10)

    /// Whether a key of Gemini's developer API may use a model: the vendor describes the model.
    ///
    /// - Parameter number: the key's place in the settings, from 1.
    package static func gemini(
        baseURL: String, version: String, model: String, key: String, number: Int
    ) -> LiveCheck {
        LiveCheck(
            name: "Gemini key \(number), \(model)", url: "\(baseURL)/\(version)/models/\(model)",
            headers: [("x-goog-api-key", key)])
    }

    package func finding() async -> Diagnosis.Finding {
        var request = HTTPClientRequest(url: url)
        for header in headers { request.headers.add(name: header.name, value: header.value) }
        do {
            let answer = try await LocalHTTP.client.execute(request, timeout: Self.limit)
            return Self.finding(status: answer.status.code)
        } catch {
            return .bad("no answer; is the address right and the network up?")
        }
    }

    /// What a status says of the key. Pure.
    static func finding(status: UInt) -> Diagnosis.Finding {
        switch status {
        case 200: .good("taken")
        case 400, 401, 403: .bad("not taken (\(status))")
        case 404: .bad("taken, but there is no such model")
        case 429: .notice("taken, but its quota is used up")
        default: .notice("cannot be told: the provider answers \(status)")
        }
    }
}
