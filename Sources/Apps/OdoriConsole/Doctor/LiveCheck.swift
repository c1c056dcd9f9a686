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
    private let reading: @Sendable (_ status: UInt, _ body: Data) -> Diagnosis.Finding

    private static let limit = TimeAmount.seconds(10)
    private static let largestAnswer = 1 << 20

    init(
        _ name: String, url: String, headers: [(name: String, value: String)],
        reading: @escaping @Sendable (UInt, Data) -> Diagnosis.Finding
    ) {
        self.name = name
        self.url = url
        self.headers = headers
        self.reading = reading
    }

    /// Whether a key of Gemini's developer API may use a model: the vendor describes the model.
    ///
    /// - Parameter number: the key's place in the settings, from 1.
    package static func gemini(
        baseURL: String, version: String, model: String, key: String, number: Int
    ) -> LiveCheck {
        LiveCheck(
            "Gemini key \(number), \(model)", url: "\(baseURL)/\(version)/models/\(model)",
            headers: [("x-goog-api-key", key)]
        ) { status, _ in finding(status: status) }
    }

    package func finding() async -> Diagnosis.Finding {
        var request = HTTPClientRequest(url: url)
        for header in headers { request.headers.add(name: header.name, value: header.value) }
        do {
            let answer = try await LocalHTTP.client.execute(request, timeout: Self.limit)
            let body = try await answer.body.collect(upTo: Self.largestAnswer)
            return reading(answer.status.code, Data(body.readableBytesView))
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
        default: unknown(status)
        }
    }

    static func unknown(_ status: UInt) -> Diagnosis.Finding {
        .notice("cannot be told: the provider answers \(status)")
    }
}
