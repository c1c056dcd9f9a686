import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriProviderHTTP
import SystemPackage

/// The developer API's files: a video is handed over in pieces, waited for, used, and taken back.
struct GeminiFiles: Sendable {
    let client: GeminiClient
    let baseURL: String
    let version: String

    /// As large as the official client's; a multiple of what the vendor wants.
    private static let piece: Int64 = 8 << 20
    private static let looks = 120

    struct File: Decodable {
        var name: String
        var uri: String?
        /// `PROCESSING`, `ACTIVE` or `FAILED`.
        var state: String?
        var error: Problem?

        struct Problem: Decodable {
            var message: String?
        }
    }

    private struct Envelope: Decodable {
        var file: File
    }

    /// Hands a file over and waits until it can be used. Costs nothing, so a lost answer is nothing but a reason to try again.
    func upload(_ file: FilePath, mimeType: String, _ pass: GeminiPass) async throws -> File {
        do {
            let bytes = try FileBytes.count(of: file)
            let place = try await begin(bytes: bytes, mimeType: mimeType, pass)
            var sent = try await send(file, bytes: bytes, to: place, pass)
            for _ in 0..<Self.looks where sent.state == "PROCESSING" {
                try await ContinuousClock().sleep(for: client.configuration.filePoll)
                sent = try await look(sent.name, pass)
            }
            guard sent.state == "ACTIVE", sent.uri != nil else {
                let reason = sent.error?.message ?? "it is \(sent.state ?? "in no state")"
                throw OdoriError(.providerFailed, "Gemini cannot use the video: \(reason)".asOneLine, .transient)
            }
            return sent
        } catch let error as OdoriError where error.code == .answerLost {
            throw OdoriError(.providerUnavailable, error.message, .transient)
        }
    }

    /// Takes a file back; one that stays is gone after two days by itself.
    func delete(_ name: String, _ pass: GeminiPass) async throws {
        guard let url = Self.path(of: name).map({ "\(baseURL)/\(version)/\($0)" }) else { return }
        var request = HTTPClientRequest(url: url)
        request.method = .DELETE
        _ = try await client.send(request, pass) { false }
    }

    private func begin(bytes: Int64, mimeType: String, _ pass: GeminiPass) async throws -> String {
        var request = HTTPClientRequest(url: "\(baseURL)/upload/\(version)/files")
        request.method = .POST
        request.headers = [
            "Content-Type": "application/json", "X-Goog-Upload-Protocol": "resumable",
            "X-Goog-Upload-Command": "start", "X-Goog-Upload-Header-Content-Length": String(bytes),
            "X-Goog-Upload-Header-Content-Type": mimeType,
        ]
        request.body = .bytes(ByteBuffer(string: #"{"file":{"displayName":"reference"}}"#))
        let reply = try await client.send(request, pass) { false }
        guard let place = reply.headers.first(name: "X-Goog-Upload-URL"), place.hasPrefix(baseURL + "/") else {
            throw OdoriError(.providerFailed, "Gemini names no place of its own for the video", .transient)
        }
        return place
    }

    private func send(_ file: FilePath, bytes: Int64, to place: String, _ pass: GeminiPass) async throws -> File {
        var offset: Int64 = 0
        while true {
            let end = min(bytes, offset + Self.piece)
            let isLast = end == bytes
            let body = GeminiBody(pieces: [.part(file, offset..<end)])
            var request = HTTPClientRequest(url: place)
            request.method = .POST
            request.headers = [
                "X-Goog-Upload-Command": isLast ? "upload, finalize" : "upload",
                "X-Goog-Upload-Offset": String(offset),
            ]
            request.body = .stream(body, length: .known(body.length))
            let reply = try await client.send(request, pass) { false }
            let status = reply.headers.first(name: "X-Goog-Upload-Status")
            guard status == (isLast ? "final" : "active") else {
                throw OdoriError(.providerFailed, "Gemini ends the upload early", .transient)
            }
            offset = end
            if isLast { return try Self.read(Envelope.self, reply.body).file }
        }
    }

    private func look(_ name: String, _ pass: GeminiPass) async throws -> File {
        guard let path = Self.path(of: name) else {
            throw OdoriError(.providerFailed, "Gemini gives the video a name that is none", .transient)
        }
        let reply = try await client.send(HTTPClientRequest(url: "\(baseURL)/\(version)/\(path)"), pass) { false }
        return try Self.read(File.self, reply.body)
    }

    /// `files/{id}`, should it be one.
    private static func path(of name: String) -> String? {
        let id = name.dropFirst("files/".count)
        let isName =
            name.hasPrefix("files/") && !id.isEmpty
            && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
        return isName ? name : nil
    }

    private static func read<Value: Decodable>(_ type: Value.Type, _ body: Data) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: body)
        } catch {
            throw OdoriError(.providerFailed, "Gemini's word about the video cannot be read", .transient)
        }
    }
}
