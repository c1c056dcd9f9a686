package import NIOCore
package import NIOHTTP1

/// What came back, whatever its status.
package struct PlainAnswer: Sendable {
    package let status: Int
    package let headers: HTTPHeaders
    package let body: ByteBuffer
    /// Why the body is not all of it; nil when it is.
    package let shortfall: String?
}

/// No answer came.
package struct PlainLost: Error, Sendable, CustomStringConvertible {
    /// Time ran out, so that the request may still be carried out.
    package let isTimeout: Bool
    package let description: String

    init(isTimeout: Bool, _ description: String) {
        self.isTimeout = isTimeout
        self.description = description
    }
}
