import HTTPTypes
import Hummingbird
import NIOCore
import OdoriDomain
import OdoriHTTP

extension Request {
    /// The most bytes of a JSON body.
    static let jsonLimit = 256 << 10

    /// The body as JSON.
    ///
    /// - Throws: `Problem` 415, 413 or 400.
    func json() async throws -> JSONValue {
        guard mediaType == "application/json" else {
            throw Problem(.unsupportedMediaType, "send Content-Type: application/json")
        }
        try refuseLength(above: Int64(Self.jsonLimit))
        let buffer = try await body.collect(upTo: Self.jsonLimit)
        do throws(JSONReader.Fault) {
            return try JSONReader.read(Array(buffer.readableBytesView))
        } catch {
            throw Problem(.badRequest, "the body is not JSON: \(error.reason) (byte \(error.offset))")
        }
    }

    /// The type of the body without parameters, in lower case.
    var mediaType: String {
        let type = headers[.contentType]?.prefix { $0 != ";" } ?? ""
        return type.trimmingPrefix { $0.isWhitespace }.lowercased().filter { !$0.isWhitespace }
    }

    /// Refuses a body that says beforehand that it is too large.
    func refuseLength(above limit: Int64) throws {
        guard let length = headers[.contentLength].flatMap(Int64.init), length > limit else { return }
        throw Problem(.contentTooLarge, "the body is larger than \(limit) bytes")
    }

    /// A query's value; nil when it is absent or empty.
    func query(_ name: String) -> String? {
        uri.queryParameters[name[...]].flatMap { $0.isEmpty ? nil : String($0) }
    }
}
