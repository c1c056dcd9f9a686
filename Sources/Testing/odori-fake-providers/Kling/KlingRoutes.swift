import Foundation
import Hummingbird
import NIOCore

/// Kling's two APIs over HTTP.
struct KlingRoutes: Sendable {
    let kling: FakeKling
    let video: String

    private static let largestBody = 96 << 20

    func add(to router: Router<FakeContext>) {
        router.post("motion-control/:model") { request, context in
            let model = try context.parameters.require("model")
            return try await create(.current(model: model), request, context)
        }
        router.get("tasks", use: tasks)
        router.post("v1/videos/motion-control") { request, context in
            try await create(.legacy, request, context)
        }
        router.get("v1/videos/motion-control/:id", use: legacyTask)
        router.get("results/:file", use: result)
    }

    private func create(
        _ generation: KlingGeneration, _ request: Request, _ context: FakeContext
    ) async throws -> Response {
        if await kling.countRequest() { throw await context.reset() }
        if let refusal = await kling.refusal(request.headers[.authorization], generation) {
            return try Self.problem(refusal)
        }
        let body = try await request.body.collect(upTo: Self.largestBody)
        let (number, reply) = try await kling.submit(generation, body: Data(body.readableBytesView))
        switch reply {
        case .dropped: throw await context.drop()
        case .garbage: return Answer.garbage
        case .empty: return Answer.empty
        case .huge: return Answer.huge
        case .problem(let problem): return try Self.problem(problem)
        case .answer(let task, let delay):
            if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
            try await kling.wasAnswered(number)
            return try Self.success(task, generation)
        }
    }

    @Sendable private func tasks(_ request: Request, _ context: FakeContext) async throws -> Response {
        if await kling.countRequest(request.uri.description) { throw await context.reset() }
        if let refusal = await kling.refusal(request.headers[.authorization], .current(model: "")) {
            return try Self.problem(refusal)
        }
        let query = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
        guard query.count == 1, let (name, value) = query.first, !value.isEmpty,
            ["task_ids", "external_task_ids"].contains(name)
        else { return try Self.problem(.parameters("give task_ids or external_task_ids, not both")) }
        let wanted = value.split(separator: ",").map(String.init)
        let found = await kling.tasks(
            ids: name == "task_ids" ? wanted : [], keys: name == "task_ids" ? [] : wanted, base: await results(request))
        return try Answer.json(KlingEnvelope(request_id: UUID().uuidString, data: found))
    }

    /// One path for ids of theirs and keys of the caller's.
    @Sendable private func legacyTask(_ request: Request, _ context: FakeContext) async throws -> Response {
        if await kling.countRequest(request.uri.description) { throw await context.reset() }
        if let refusal = await kling.refusal(request.headers[.authorization], .legacy) {
            return try Self.problem(refusal)
        }
        let id = try context.parameters.require("id")
        guard let task = await kling.tasks(ids: [id], keys: [id], base: await results(request)).first else {
            return try Self.problem(KlingProblem(code: 1203, message: "the task is not found"))
        }
        return try Self.success(task, .legacy)
    }

    /// Where results lie, as answers say.
    private func results(_ request: Request) async -> String {
        await kling.faults.results == .private ? "http://10.0.0.7" : Self.base(request)
    }

    @Sendable private func result(_ request: Request, _ context: FakeContext) async throws -> Response {
        if await kling.countRequest() { throw await context.reset() }
        let file = try context.parameters.require("file")
        guard file.hasSuffix(".mp4"), await kling.hasResult(String(file.dropLast(4))) else {
            return Response(status: .notFound)
        }
        let isCut = await kling.countDownload(file)
        return Answer.result(await kling.faults.results, film: video, isCut: isCut, context)
    }

    private static func base(_ request: Request) -> String { "http://\(request.head.authority ?? "127.0.0.1")" }

    private static func success(_ task: KlingTaskBody, _ generation: KlingGeneration) throws -> Response {
        switch generation {
        case .current: try Answer.json(KlingEnvelope(request_id: UUID().uuidString, data: task))
        case .legacy:
            try Answer.json(KlingEnvelope(request_id: UUID().uuidString, data: KlingLegacyTaskBody(task)))
        }
    }

    static func problem(_ problem: KlingProblem) throws -> Response {
        let body = KlingEnvelope<String>(
            code: problem.code, message: problem.message, request_id: UUID().uuidString, data: nil)
        return try Answer.json(body, status: .init(code: problem.status))
    }
}
