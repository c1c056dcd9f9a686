import NIOCore
import NIOHTTP1
import OdoriGoogleAuth
import Synchronization

/// One connection, on which one request is under way at a time.
struct PlainConnection: Sendable {
    let channel: any Channel
    let exchanges: PlainExchanges

    /// The server closed the connection before it answered anything.
    struct Closed: Error, CustomStringConvertible {
        let description: String
    }

    var isOpen: Bool { exchanges.isOpen && channel.isActive }

    func close() {
        channel.close(promise: nil)
    }

    /// - Throws: `Closed`; `GoogleCaller.Lost`.
    func exchange(
        _ head: HTTPRequestHead, _ body: ByteBuffer, until end: NIODeadline
    ) async throws -> GoogleCaller.Answer {
        let answer = channel.eventLoop.makePromise(of: GoogleCaller.Answer.self)
        if channel.eventLoop.inEventLoop {
            start(head, body, answer, until: end)
        } else {
            channel.eventLoop.execute { start(head, body, answer, until: end) }
        }
        return try await answer.futureResult.get()
    }

    /// The clock runs from the moment at which somebody waits: one that ran out before would find nobody to tell.
    private func start(
        _ head: HTTPRequestHead, _ body: ByteBuffer, _ answer: EventLoopPromise<GoogleCaller.Answer>,
        until end: NIODeadline
    ) {
        guard exchanges.begin(answer) else { return }
        let timer = channel.eventLoop.scheduleTask(deadline: end) {
            exchanges.fail(GoogleCaller.Lost(isTimeout: true, "no answer within the call's deadline"))
            close()
        }
        answer.futureResult.whenComplete { _ in timer.cancel() }
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        channel.write(HTTPClientRequestPart.body(.byteBuffer(body)), promise: nil)
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    }
}

/// What comes in on a connection, put together to answers.
final class PlainExchanges: ChannelInboundHandler, Sendable {
    typealias InboundIn = HTTPClientResponsePart

    private struct State {
        var isOpen = true
        var waiting: EventLoopPromise<GoogleCaller.Answer>?
        var head: HTTPResponseHead?
        var body = ByteBuffer()
    }

    private let largestAnswer: Int
    private let state = Mutex(State())

    init(largestAnswer: Int) {
        self.largestAnswer = largestAnswer
    }

    /// False once nothing more can be sent.
    var isOpen: Bool { state.withLock { $0.isOpen } }

    /// False when the connection is gone already; the answer fails then.
    func begin(_ answer: EventLoopPromise<GoogleCaller.Answer>) -> Bool {
        let begins = state.withLock { state in
            guard state.isOpen else { return false }
            state.waiting = answer
            return true
        }
        if !begins { answer.fail(PlainConnection.Closed(description: "the connection was closed")) }
        return begins
    }

    /// Ends what is under way; nothing may be sent any more.
    func fail(_ error: any Error) {
        let waiting = state.withLock { state in
            state.isOpen = false
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.fail(error)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            state.withLock { $0.head = head }
        case .body(var bytes):
            let size = state.withLock { state in
                state.body.writeBuffer(&bytes)
                return state.body.readableBytes
            }
            guard size > largestAnswer else { return }
            fail(GoogleCaller.Lost(isTimeout: false, "the answer is larger than \(largestAnswer) bytes"))
            context.close(promise: nil)
        case .end:
            if !finish() { context.close(promise: nil) }
        }
    }

    /// Whether the connection goes on.
    private func finish() -> Bool {
        let (waiting, answer, goesOn) = state.withLock {
            state -> (EventLoopPromise<GoogleCaller.Answer>?, GoogleCaller.Answer?, Bool) in
            let answer = state.head.map {
                GoogleCaller.Answer(status: Int($0.status.code), headers: $0.headers, body: state.body)
            }
            // An answer that nobody waits for belongs to no request of ours.
            state.isOpen = state.isOpen && state.waiting != nil && state.head?.isKeepAlive == true
            defer { (state.waiting, state.head, state.body) = (nil, nil, ByteBuffer()) }
            return (state.waiting, answer, state.isOpen)
        }
        if let answer { waiting?.succeed(answer) }
        return goesOn
    }

    func channelInactive(context: ChannelHandlerContext) {
        let isAnswered = state.withLock { $0.head != nil }
        let reason = "the connection was closed"
        fail(
            isAnswered
                ? GoogleCaller.Lost(isTimeout: false, "\(reason) in the middle of an answer")
                : PlainConnection.Closed(description: reason))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isAnswered = state.withLock { $0.head != nil }
        fail(
            isAnswered || error is HTTPParserError
                ? GoogleCaller.Lost(isTimeout: false, "\(error)") : PlainConnection.Closed(description: "\(error)"))
        context.close(promise: nil)
    }
}
