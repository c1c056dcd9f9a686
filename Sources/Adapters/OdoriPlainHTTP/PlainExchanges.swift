import NIOCore
import NIOHTTP1
import Synchronization

/// What comes in on a connection, put together to answers.
final class PlainExchanges: ChannelInboundHandler, Sendable {
    typealias InboundIn = HTTPClientResponsePart

    private struct State {
        /// Why nothing more can be sent.
        var end: (any Error)?
        var waiting: EventLoopPromise<PlainAnswer>?
        var head: HTTPResponseHead?
        var body = ByteBuffer()

        /// What has come of an answer, with which the exchange is over; nil when that is nothing.
        mutating func takeAnswer(shortfall: String?) -> PlainAnswer? {
            defer { (waiting, head, body) = (nil, nil, ByteBuffer()) }
            return head.map {
                PlainAnswer(status: Int($0.status.code), headers: $0.headers, body: body, shortfall: shortfall)
            }
        }
    }

    private let largestAnswer: Int
    private let state = Mutex(State())

    init(largestAnswer: Int) {
        self.largestAnswer = largestAnswer
    }

    /// False once nothing more can be sent.
    var isOpen: Bool { state.withLock { $0.end == nil } }

    /// False when the connection is gone already; the answer fails then.
    func begin(_ answer: EventLoopPromise<PlainAnswer>) -> Bool {
        let end = state.withLock { state in
            if state.end == nil { state.waiting = answer }
            return state.end
        }
        guard let end else { return true }
        answer.fail(end)
        return false
    }

    /// Ends what is under way; nothing may be sent any more.
    func fail(_ error: any Error) {
        let waiting = state.withLock { state in
            state.end = state.end ?? error
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.fail(error)
    }

    /// As `fail`, but whoever waits gets the answer as far as it has come.
    private func breakOff(_ reason: String) {
        let (waiting, answer, closed) = state.withLock { state in
            let waiting = state.waiting
            let closed = PlainConnection.Closed(wasSent: waiting != nil, reason: reason)
            state.end = state.end ?? closed
            return (waiting, state.takeAnswer(shortfall: reason), closed)
        }
        if let answer { waiting?.succeed(answer) } else { waiting?.fail(closed) }
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
            breakOff("the answer is larger than \(largestAnswer) bytes")
            context.close(promise: nil)
        case .end:
            if !finish() { context.close(promise: nil) }
        }
    }

    /// Whether the connection goes on.
    private func finish() -> Bool {
        let (waiting, answer, goesOn) = state.withLock { state in
            let waiting = state.waiting
            // An answer that nobody waits for belongs to no request of ours.
            if waiting == nil || state.head?.isKeepAlive != true {
                state.end = state.end ?? PlainConnection.Closed(wasSent: false, reason: "the connection has ended")
            }
            return (waiting, state.takeAnswer(shortfall: nil), state.end == nil)
        }
        if let answer { waiting?.succeed(answer) }
        return goesOn
    }

    func channelInactive(context: ChannelHandlerContext) {
        breakOff("the connection was closed")
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What is no HTTP was an answer all the same: its request does not go out again.
        let isUnreadable = error is HTTPParserError && state.withLock { $0.head == nil }
        if isUnreadable { fail(PlainLost(isTimeout: false, "\(error)")) } else { breakOff("\(error)") }
        context.close(promise: nil)
    }
}
