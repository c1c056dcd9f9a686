import Foundation
import Hummingbird
import Logging
import OdoriDomain
import OdoriHTTP
import OdoriPipeline

/// `POST /pubsub/push`: a message of Pub/Sub, which is one of our pushes or tells of a file in the bucket.
///
/// 200 once it is dealt with, 500 when it must come again. What is neither is recorded and acknowledged: no later push could read it.
struct PubSubRoutes: Sendable {
    static let path = "/pubsub/push"

    let handler: any PushHandler

    func add(to group: RouterGroup<WorkerContext>) {
        group.post("push", use: push)
        group.refuseOthers("push", than: .post)
    }

    @Sendable private func push(_ request: Request, _ context: WorkerContext) async throws -> Response {
        let buffer = try await request.body.collect(upTo: PushAnswer.largestBody)
        let answer = PushAnswer(logger: context.logger)
        let message: PubSubMessage
        do {
            message = try PubSubMessage(reading: Data(buffer.readableBytesView))
        } catch {
            context.logger.error("what was pushed is no message of Pub/Sub", metadata: ["reason": "\(error)"])
            return Response(status: .ok)
        }
        switch message.path {
        case "/tasks/stage", "/tasks/job", "/tasks/reference":
            return try await answer.answer(message.data, handler.receive)
        case "/tasks/webhook": return try await answer.answer(message.data, handler.webhook)
        case "/tasks/callback": return try await answer.answer(message.data, handler.callback)
        case "/tasks/sweep": return try await answer.answer(message.data, handler.sweep)
        case .some(let other):
            context.logger.error("a message for no route of this build", metadata: ["path": "\(other)"])
        case nil:
            if let file = message.droppedFile {
                return try await answer.answer(message.data) { _ in try await handler.stored(file) }
            }
            context.logger.debug("a message that asks for nothing", metadata: ["message": "\(message.id)"])
        }
        return Response(status: .ok)
    }
}
