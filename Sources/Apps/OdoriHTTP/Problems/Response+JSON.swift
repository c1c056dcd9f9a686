import OdoriJSON
package import Foundation
package import HTTPTypes
package import Hummingbird
import NIOCore
import OdoriDomain

extension Response {
    /// An answer in JSON; it changes with time and is kept by nobody.
    package static func json(
        _ value: some Encodable,
        status: HTTPResponse.Status = .ok,
        contentType: String = "application/json; charset=utf-8"
    ) throws -> Response {
        Response(
            status: status,
            headers: [.contentType: contentType, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try jsonData(value)))
        )
    }

    /// As answers spell a value: members sorted, in one line.
    package static func jsonData(_ value: some Encodable) throws -> Data {
        try QuickJSON.encode(value)
    }
}
