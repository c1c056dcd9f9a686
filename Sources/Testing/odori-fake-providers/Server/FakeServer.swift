import Foundation
import Hummingbird
import Logging
import NIOCore

/// The HTTP side of the fake.
struct FakeServer: Sendable {
    let kling: FakeKling
    let video: String
    let port: Int
    let logger: Logger

    private static let largestBody = 96 << 20

    /// Serves until the process ends. Says on standard output where it listens.
    func run() async throws {
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: "fake"),
            onServerRunning: { channel in
                let line = "odori-fake-providers listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)\n"
                FileHandle.standardOutput.write(Data(line.utf8))
            },
            logger: logger
        )
        try await application.runService()
    }

    private var router: Router<FakeContext> {
        let router = Router(context: FakeContext.self)
        router.post("motion-control/:model", use: create)
        router.get("tasks", use: tasks)
        router.get("results/:file", use: result)
        router.get("_ledger") { _, _ in try Self.json(await kling.report) }
        router.get("_faults") { _, _ in try Self.json(await kling.faults) }
        router.patch("_faults") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 16)
            do {
                return try Self.json(try await kling.change(Data(body.readableBytesView)))
            } catch {
                return Response(status: .badRequest, body: .init(byteBuffer: .init(string: "\(error)\n")))
            }
        }
        router.on("**", method: .get) { _, _ in try Self.problem(KlingProblem(code: 1202, message: "no such method")) }
        router.on("**", method: .post) { _, _ in try Self.problem(KlingProblem(code: 1202, message: "no such method")) }
        return router
    }

    @Sendable private func create(_ request: Request, _ context: FakeContext) async throws -> Response {
        if await kling.countRequest() { throw await context.reset() }
        if let refusal = refusal(request) { return try Self.problem(refusal) }
        let body = try await request.body.collect(upTo: Self.largestBody)
        let model = try context.parameters.require("model")
        let (number, reply) = try await kling.submit(model: model, body: Data(body.readableBytesView))
        switch reply {
        case .dropped: throw await context.drop()
        case .garbage:
            return Response(status: .badGateway, body: .init(byteBuffer: .init(string: "<html>Bad gateway</html>")))
        case .problem(let problem): return try Self.problem(problem)
        case .answer(let task, let delay):
            if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
            try await kling.wasAnswered(number)
            return try Self.json(KlingEnvelope(request_id: UUID().uuidString, data: task))
        }
    }

    @Sendable private func tasks(_ request: Request, _ context: FakeContext) async throws -> Response {
        if await kling.countRequest() { throw await context.reset() }
        if let refusal = refusal(request) { return try Self.problem(refusal) }
        let query = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
        guard query.count == 1, let (name, value) = query.first, !value.isEmpty,
            ["task_ids", "external_task_ids"].contains(name)
        else { return try Self.problem(.parameters("give task_ids or external_task_ids, not both")) }
        let wanted = value.split(separator: ",").map(String.init)
        let base = "http://\(request.head.authority ?? "127.0.0.1")"
        let found = await kling.tasks(
            ids: name == "task_ids" ? wanted : [], keys: name == "task_ids" ? [] : wanted, base: base)
        return try Self.json(KlingEnvelope(request_id: UUID().uuidString, data: found))
    }

    @Sendable private func result(_ request: Request, _ context: FakeContext) async throws -> Response {
        if await kling.countRequest() { throw await context.reset() }
        let file = try context.parameters.require("file")
        guard file.hasSuffix(".mp4"), await kling.hasResult(String(file.dropLast(4))),
            let bytes = FileManager.default.contents(atPath: video)
        else { return Response(status: .notFound) }
        let isCut = await kling.countDownload()
        return Response(
            status: .ok,
            headers: [.contentType: "video/mp4"],
            body: ResponseBody(contentLength: bytes.count) { writer in
                guard isCut else {
                    try await writer.write(ByteBuffer(bytes: bytes))
                    return try await writer.finish(nil)
                }
                try await writer.write(ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
                throw await context.drop()
            })
    }

    /// Why a caller is not served.
    private func refusal(_ request: Request) -> KlingProblem? {
        guard let header = request.headers[.authorization] else {
            return KlingProblem(code: 1001, message: "Authorization is empty")
        }
        guard header.hasPrefix("Bearer ") else { return KlingProblem(code: 1002, message: "Authorization is invalid") }
        guard header.dropFirst("Bearer ".count) == kling.terms.key else {
            return KlingProblem(code: 1000, message: "authentication failed for \(header)")
        }
        return nil
    }

    private static func problem(_ problem: KlingProblem) throws -> Response {
        let body = KlingEnvelope<String>(
            code: problem.code, message: problem.message, request_id: UUID().uuidString, data: nil)
        var response = try json(body)
        response.status = .init(code: problem.status)
        return response
    }

    private static func json(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }
}
