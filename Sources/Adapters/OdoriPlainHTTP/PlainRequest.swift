package import NIOCore
package import NIOHTTP1

/// A request to a server that is reached without encryption.
package struct PlainRequest: Sendable {
    let address: PlainAddress
    let head: HTTPRequestHead
    let body: ByteBuffer
    /// Whether the second of two does no harm, so that it may go out once more when a kept connection was closed under it.
    let isRepeatable: Bool

    /// - Parameters:
    ///   - headers: all but `Host` and `Content-Length`.
    ///   - isRepeatable: whether the second of two does no harm. A connection that was kept may be one that the server has just closed;
    ///     such a request then goes out again on another one.
    package init(
        _ method: HTTPMethod, _ address: PlainAddress, headers: HTTPHeaders, body: ByteBuffer, isRepeatable: Bool
    ) {
        var headers = headers
        headers.add(name: "Host", value: address.authority)
        if body.readableBytes > 0 || [.POST, .PUT, .PATCH].contains(method) {
            headers.add(name: "Content-Length", value: String(body.readableBytes))
        }
        self.address = address
        head = HTTPRequestHead(version: .http1_1, method: method, uri: address.target, headers: headers)
        self.body = body
        self.isRepeatable = isRepeatable
    }
}
