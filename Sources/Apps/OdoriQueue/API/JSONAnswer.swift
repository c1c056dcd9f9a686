import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import OdoriJSON

/// Writes answers in JSON.
enum JSONAnswer {
    /// An answer whose body is that value.
    static func make(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=UTF-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try QuickJSON.encode(value)))
        )
    }

    /// `google.protobuf.Empty`.
    struct Empty: Encodable {}
}
