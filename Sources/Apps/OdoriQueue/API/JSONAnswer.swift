import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Writes answers in JSON.
enum JSONAnswer {
    /// An answer whose body is that value.
    static func make(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=UTF-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value)))
        )
    }

    /// `google.protobuf.Empty`.
    struct Empty: Encodable {}
}
