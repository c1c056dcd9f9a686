import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import OdoriDomain
import OdoriHTTP

/// `POST /tasks/…`: 200 once a push is dealt with, 500 when it must come again.
struct PushRoutes: Sendable {
    let handler: any PushHandler

    func add(to group: RouterGroup<WorkerContext>) {
        for path in ["stage", "job", "reference"] {
            group.post("\(path)") { request, context in
                try await serve(request, context, handler.receive)
            }
            group.refuseOthers("\(path)", than: .post)
        }
        group.post("webhook") { request, context in
            try await serve(request, context, handler.webhook)
        }
        group.refuseOthers("webhook", than: .post)
        group.post("callback") { request, context in
            try await serve(request, context, handler.callback)
        }
        group.refuseOthers("callback", than: .post)
        group.post("sweep") { request, context in
            try await serve(request, context, handler.sweep)
        }
        group.refuseOthers("sweep", than: .post)
    }

    private func serve(
        _ request: Request,
        _ context: WorkerContext,
        _ handle: (Data) async throws -> Void
    ) async throws -> Response {
        let buffer = try await request.body.collect(upTo: PushAnswer.largestBody)
        let body = Data(buffer.readableBytesView)
        return try await PushAnswer(logger: context.logger).answer(body, handle)
    }
}

/// How a push is answered, however it came.
struct PushAnswer {
    /// Payloads are some hundred bytes; Cloud Tasks carries at most 1 MB.
    static let largestBody = 1_000_000

    let logger: Logger

    /// - Throws: `Problem` 500 when the push must come again.
    func answer(_ body: Data, _ handle: (Data) async throws -> Void) async throws -> Response {
        do {
            try await handle(body)
            return Response(status: .ok)
        } catch {
            // What a shutdown cuts short is nobody's fault.
            let level: Logger.Level = error is CancellationError ? .notice : .error
            logger.log(level: level, "a push failed and must come again", metadata: Self.metadata(of: body, error))
            throw Problem(
                .internalServerError,
                "the push must come again",
                code: OdoriError(mapping: error).code.rawValue
            )
        }
    }

    /// What the push was about, where it can be read.
    private static func metadata(of body: Data, _ error: any Error) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["error": "\(error)"]
        guard let payload = try? TaskPayload(reading: body) else { return metadata }
        metadata["stage"] = "\(payload.stage)"
        metadata["check"] = "\(payload.check)"
        switch payload.subject {
        case .run(let run):
            metadata["job"] = "\(run.job)"
            metadata["slot"] = "\(run.slot.number)"
        case .job(let job): metadata["job"] = "\(job)"
        case .reference(let reference): metadata["reference"] = "\(reference)"
        }
        return metadata
    }
}
