import NIOCore
import NIOHTTP1

/// One connection, on which one request is under way at a time.
struct PlainConnection: Sendable {
    let host: String
    let port: Int
    let channel: any Channel
    let exchanges: PlainExchanges

    /// The connection was closed before anything was answered.
    struct Closed: Error {
        /// Whether the other side may have seen the request.
        let wasSent: Bool
        let reason: String

        var loss: PlainLost { PlainLost(isTimeout: false, reason) }
    }

    var isOpen: Bool { exchanges.isOpen && channel.isActive }

    func leads(to address: PlainAddress) -> Bool {
        port == address.port && host == address.host
    }

    func close() {
        channel.close(promise: nil)
    }

    /// - Throws: `Closed`; `PlainLost`; `CancellationError`.
    func exchange(_ request: PlainRequest, until end: NIODeadline) async throws -> PlainAnswer {
        let answer = channel.eventLoop.makePromise(of: PlainAnswer.self)
        return try await withTaskCancellationHandler {
            if channel.eventLoop.inEventLoop {
                start(request, answer, until: end)
            } else {
                channel.eventLoop.execute { start(request, answer, until: end) }
            }
            return try await answer.futureResult.get()
        } onCancel: {
            exchanges.fail(CancellationError())
            close()
        }
    }

    /// The clock runs from the moment at which somebody waits: one that ran out before would find nobody to tell.
    private func start(_ request: PlainRequest, _ answer: EventLoopPromise<PlainAnswer>, until end: NIODeadline) {
        guard exchanges.begin(answer) else { return }
        let timer = channel.eventLoop.scheduleTask(deadline: end) {
            exchanges.fail(PlainLost(isTimeout: true, "no answer within the call's deadline"))
            close()
        }
        answer.futureResult.whenComplete { _ in timer.cancel() }
        channel.write(HTTPClientRequestPart.head(request.head), promise: nil)
        if request.body.readableBytes > 0 {
            channel.write(HTTPClientRequestPart.body(.byteBuffer(request.body)), promise: nil)
        }
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    }
}
