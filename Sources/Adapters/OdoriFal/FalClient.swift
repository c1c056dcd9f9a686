import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriProviderHTTP

/// Calls of fal's queue, each made once: the vendor's own client submits again after a lost answer, and pays twice.
struct FalClient: Sendable {
    let configuration: FalConfiguration
    let http: HTTPClient

    /// How long fal keeps a result's file: it is fetched at once, and needed no more.
    private static let lifecycle = #"{"expiration_duration_seconds":259200}"#

    /// `POST {queue}/{model}[?fal_webhook=…]`
    func submit(_ input: FalInput, callback: String?, within limit: Duration) async throws -> FalTicket {
        var path = "/\(configuration.model)"
        if let callback { path += "?fal_webhook=" + Self.escaped(callback) }
        var request = request(.POST, path)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        request.body = .bytes(ByteBuffer(bytes: try encoder.encode(input)))
        request.headers.add(name: "Content-Type", value: "application/json")
        // One submission is one piece of work: no tries of the platform's own, and no other model in place of this one.
        request.headers.add(name: "X-Fal-No-Retry", value: "1")
        request.headers.add(name: "x-app-fal-disable-fallback", value: "true")
        request.headers.add(name: "X-Fal-Object-Lifecycle-Preference", value: Self.lifecycle)
        let answer = try await send(request, within: limit)
        guard answer.isSuccess else { throw FalRefusal(answer, hiding: configuration.key).error }
        guard let submitted = try? JSONDecoder().decode(FalSubmitted.self, from: answer.body),
            let ticket = FalTicket(submitted, configuration)
        else {
            throw OdoriError(
                .providerUnavailable, "fal answers \(answer.status) with something that is not its answer", .transient)
        }
        return ticket
    }

    /// How a request stands; nil: fal does not know it.
    func status(_ ticket: FalTicket) async throws -> FalStatus? {
        let answer = try await get(ticket.status)
        if answer.status == 404 { return nil }
        guard answer.isSuccess else { throw FalRefusal(answer, hiding: configuration.key).errorOfQuestion }
        guard let status = try? JSONDecoder().decode(FalStatus.self, from: answer.body) else {
            throw OdoriError(
                .providerUnavailable, "fal answers \(answer.status) with something that is no status", .transient)
        }
        return status
    }

    /// What a completed request came to: the model's answer, or its refusal.
    func result(_ ticket: FalTicket) async throws -> ProviderAnswer {
        try await get(ticket.response)
    }

    /// `PUT {cancel_url}`. A request that has ended, or is gone, is none to call off any more.
    func cancel(_ ticket: FalTicket) async throws {
        let answer = try await send(request(.PUT, ticket.cancel), within: configuration.callDeadline)
        guard answer.isSuccess || answer.status == 400 || answer.status == 404 else {
            throw FalRefusal(answer, hiding: configuration.key).errorOfQuestion
        }
    }

    private func get(_ path: String) async throws -> ProviderAnswer {
        try await send(request(.GET, path), within: configuration.callDeadline)
    }

    private func request(_ method: HTTPMethod, _ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: configuration.queueURL + path)
        request.method = method
        request.headers.add(name: "Authorization", value: "Key \(configuration.key.value)")
        return request
    }

    private func send(_ request: HTTPClientRequest, within limit: Duration) async throws -> ProviderAnswer {
        do {
            return try await ProviderHTTP(http).exchange(request, within: limit)
        } catch let error as CancellationError {
            throw error
        } catch {
            let reason = configuration.key.hidden(in: String(describing: error))
            throw OdoriError(.providerUnavailable, "fal does not answer: \(reason)", .transient)
        }
    }

    /// For a query's value.
    static func escaped(_ text: String) -> String {
        let plain = CharacterSet(charactersIn: "-._~").union(.alphanumerics)
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}

/// The model's input, as much of it as we send.
struct FalInput: Encodable {
    var imageURL: String
    var videoURL: String
    var prompt: String
    /// The figure turns as the reference's does; the other word, `image`, takes ten seconds of reference at most.
    var characterOrientation = "video"
    /// Dances are scored by us.
    var keepOriginalSound = false

    enum CodingKeys: String, CodingKey {
        case prompt
        case imageURL = "image_url"
        case videoURL = "video_url"
        case characterOrientation = "character_orientation"
        case keepOriginalSound = "keep_original_sound"
    }
}
