import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Gemini's side of the fake server: the developer API's paths, Vertex AI's, and its own books.
struct GeminiRoutes: Sendable {
    let gemini: FakeGemini

    private static let largestBody = 128 << 20
    private static let vertex = "projects/:project/locations/:location/publishers/google/models/:call"

    func add(to router: Router<FakeContext>) {
        for version in ["v1beta", "v1"] {
            router.post("\(version)/models/:call", use: generate)
            router.get("\(version)/models/:call", use: model)
            router.get("\(version)/files/:id", use: file)
            router.delete("\(version)/files/:id", use: delete)
            router.post("upload/\(version)/files", use: begin)
        }
        for version in ["v1", "v1beta1"] { router.post("\(version)/\(Self.vertex)", use: generate) }
        for version in ["v1beta", "v1"] { router.post("\(version)/interactions", use: interact) }
        router.post("v1beta1/projects/:project/locations/:location/interactions", use: interact)
        router.post("_gemini/uploads/:id", use: upload)
        router.get("_gemini/ledger") { _, _ in try Self.json(await gemini.report) }
        router.get("_gemini/faults") { _, _ in try Self.json(await gemini.faults) }
        router.get("_gemini/files") { _, _ in try Self.json(["count": await gemini.fileCount]) }
        router.get("_gemini/requests") { _, _ in
            let bodies = await gemini.bodies.map { String(decoding: $0, as: UTF8.self) }
            return Response(status: .ok, body: .init(byteBuffer: .init(string: "[\(bodies.joined(separator: ","))]")))
        }
        router.patch("_gemini/faults") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 16)
            do {
                return try Self.json(try await gemini.change(Data(body.readableBytesView)))
            } catch {
                return Response(status: .badRequest, body: .init(byteBuffer: .init(string: "\(error)\n")))
            }
        }
    }

    @Sendable private func generate(_ request: Request, _ context: FakeContext) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.largestBody)
        return try await answering { () async throws -> Response in
            let key = try await gemini.admit(Self.key(of: request))
            let parts = try context.parameters.require("call").split(separator: ":")
            guard parts.count == 2, parts[1] == "generateContent" else { throw GeminiProblem.missing("no such method") }
            let (number, reply) = try await gemini.generate(
                model: String(parts[0]), key: key, body: Data(body.readableBytesView))
            return try await respond(to: number, reply, context)
        }
    }

    @Sendable private func interact(_ request: Request, _ context: FakeContext) async throws -> Response {
        let isVertex = request.uri.path.contains("/projects/")
        let body = try await request.body.collect(upTo: Self.largestBody)
        do {
            let key = try await gemini.admit(Self.key(of: request))
            let (number, reply) = try await gemini.interact(
                key: key, isVertex: isVertex, body: Data(body.readableBytesView))
            return try await respond(to: number, reply, context)
        } catch let problem as GeminiProblem {
            if isVertex { return try await answering { throw problem } }
            let (status, body) = problem.ofInteractions
            return try Answer.json(body, status: .init(code: status))
        }
    }

    private func respond(to number: Int, _ reply: FakeGemini.Reply, _ context: FakeContext) async throws -> Response {
        switch reply {
        case .dropped: throw await context.drop()
        case .garbage: return Answer.garbage
        case .blank: return Answer.empty
        case .huge: return Answer.huge
        case .problem(let problem): throw problem
        case .answer(let response, let delay):
            if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
            await gemini.wasAnswered(number)
            return try Self.json(response)
        }
    }

    @Sendable private func model(_ request: Request, _ context: FakeContext) async throws -> Response {
        try await answering { () async throws -> Response in
            _ = try await gemini.admit(Self.key(of: request))
            let model = try context.parameters.require("call")
            guard model.hasPrefix("gemini-") || LyriaOrder.prices[model] != nil, model != "gemini-9" else {
                throw GeminiProblem.missing("no such model")
            }
            return try Self.json([
                "name": "models/\(model)", "displayName": model, "version": "001",
            ])
        }
    }

    @Sendable private func begin(_ request: Request, _ context: FakeContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 16)
        return try await answering { () async throws -> Response in
            let key = try await gemini.admit(Self.key(of: request))
            guard request.headers[Self.header("X-Goog-Upload-Protocol")] == "resumable",
                request.headers[Self.header("X-Goog-Upload-Command")] == "start",
                let type = request.headers[Self.header("X-Goog-Upload-Header-Content-Type")],
                request.headers[Self.header("X-Goog-Upload-Header-Content-Length")].flatMap({ Int($0) }) != nil
            else { throw GeminiProblem.argument("the upload is not begun as the page says") }
            let named = try? JSONDecoder().decode([String: [String: JSON]].self, from: Data(body.readableBytesView))
            var name: String?
            if case .string(let text)? = named?["file"]?["displayName"] { name = text }
            let id = await gemini.beginUpload(type: type, key: key, displayName: name)
            var response = try Self.json([String: String]())
            response.headers[Self.header("X-Goog-Upload-URL")] = "\(Self.base(request))/_gemini/uploads/\(id)"
            response.headers[Self.header("X-Goog-Upload-Status")] = "active"
            return response
        }
    }

    @Sendable private func upload(_ request: Request, _ context: FakeContext) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.largestBody)
        return try await answering { () async throws -> Response in
            let command = request.headers[Self.header("X-Goog-Upload-Command")] ?? ""
            guard ["upload", "upload, finalize"].contains(command),
                let offset = request.headers[Self.header("X-Goog-Upload-Offset")].flatMap({ Int($0) })
            else { throw GeminiProblem.argument("no such upload command") }
            let file = try await gemini.upload(
                try context.parameters.require("id"), Data(body.readableBytesView), offset: offset,
                isLast: command.hasSuffix("finalize"), base: Self.base(request))
            var response = try file.map { try Self.json(["file": $0]) } ?? Response(status: .ok)
            response.headers[Self.header("X-Goog-Upload-Status")] = file == nil ? "active" : "final"
            return response
        }
    }

    @Sendable private func file(_ request: Request, _ context: FakeContext) async throws -> Response {
        try await answering { () async throws -> Response in
            let key = try await gemini.admit(Self.key(of: request))
            return try Self.json(try await gemini.file(try context.parameters.require("id"), key: key))
        }
    }

    @Sendable private func delete(_ request: Request, _ context: FakeContext) async throws -> Response {
        try await answering { () async throws -> Response in
            let key = try await gemini.admit(Self.key(of: request))
            try await gemini.delete(try context.parameters.require("id"), key: key)
            return try Self.json([String: String]())
        }
    }

    private func answering(_ body: () async throws -> Response) async throws -> Response {
        do {
            return try await body()
        } catch let problem as GeminiProblem {
            var response = try Self.json(problem.envelope)
            response.status = .init(code: problem.status)
            return response
        }
    }

    /// By header alone: a key in an address would stand in logs.
    private static func key(of request: Request) -> String? {
        if let key = request.headers[header("x-goog-api-key")] { return key }
        return request.headers[.authorization].flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
    }

    private static func header(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .accept
    }

    private static func base(_ request: Request) -> String {
        "http://\(request.head.authority ?? "127.0.0.1")"
    }

    private static func json(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }
}
