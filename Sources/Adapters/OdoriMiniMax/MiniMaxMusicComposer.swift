package import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
package import OdoriPorts
import OdoriPrompts
import OdoriProviderHTTP
package import SystemPackage

/// Scores by MiniMax: one synchronous call a track. There is nothing to ask about a call whose answer was lost.
package struct MiniMaxMusicComposer: MusicComposer {
    private let configuration: MiniMaxConfiguration
    private let http: ProviderHTTP

    /// - Parameter http: must follow no redirects and should not repeat failed connections: each call is paid.
    package init(_ configuration: MiniMaxConfiguration, http: HTTPClient) {
        self.configuration = configuration
        self.http = ProviderHTTP(http)
    }

    /// Five minutes of WAV in hex digits.
    private static let largestAnswer = 256 << 20

    package var terms: CallTerms {
        CallTerms(provider: MiniMaxConfiguration.provider, price: configuration.tariff.worstPrice(seconds: 0))
    }

    /// A model keeps to a tempo as well as it can: its tracks are listened to before they are used.
    package var keepsTime: Bool { false }

    package func compose(_ brief: MusicBrief, into file: FilePath) async throws -> Composition {
        let prompt = Prompts.music(brief)
        let answer = try await call(MiniMaxRequest(model: configuration.model, prompt: prompt.text))
        // What is no sound is told by who listens: a track that is paid for is bought once more at most.
        let bytes = answer.data?.audio.flatMap(Self.bytes) ?? Data()
        try bytes.write(to: URL(filePath: file.string))
        return Composition(
            tempo: brief.analysis.tempo, drop: brief.analysis.drop, duration: brief.duration,
            origin: Origin(
                provider: MiniMaxConfiguration.provider, model: configuration.model,
                promptHash: prompt.hash, operationID: answer.traceID))
    }

    private func call(_ body: MiniMaxRequest) async throws -> MiniMaxAnswer {
        var request = HTTPClientRequest(url: configuration.baseURL + "/v1/music_generation")
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(configuration.key.value)")
        request.headers.add(name: "Content-Type", value: "application/json")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        request.body = .bytes(ByteBuffer(bytes: try encoder.encode(body)))
        let answer: ProviderAnswer
        do {
            answer = try await http.exchange(
                request, within: configuration.callDeadline, atMost: Self.largestAnswer)
        } catch let error as CancellationError {
            throw error
        } catch {
            let reason = configuration.key.hidden(in: String(describing: error))
            throw OdoriError(.answerLost, "MiniMax does not answer: \(reason)", .transient)
        }
        return try read(answer)
    }

    private func read(_ answer: ProviderAnswer) throws -> MiniMaxAnswer {
        guard let read = try? JSONDecoder().decode(MiniMaxAnswer.self, from: answer.body) else {
            let text = "MiniMax answers \(answer.status) with something that is not its answer"
            switch answer.status {
            case 401, 403: throw OdoriError(.providerRefused, text)
            case 429: throw OdoriError(.providerUnavailable, text, .throttled(retryAfter: answer.retryAfter))
            default: throw OdoriError(.answerLost, text, .transient)
            }
        }
        guard read.verdict.code == 0 else { throw read.verdict.error(hiding: configuration.key) }
        return read
    }

    /// Of hex digits; nil for any other text.
    static func bytes(_ hex: String) -> Data? {
        var bytes = Data(capacity: hex.utf8.count / 2)
        var high: UInt8?
        for digit in hex.utf8 {
            guard let value = nibble(digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
