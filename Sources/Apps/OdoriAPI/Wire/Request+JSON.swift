import OdoriJSON
import HTTPTypes
import Hummingbird
import NIOCore
import OdoriDomain
import OdoriHTTP
import OdoriPorts

extension Request {
    /// The most bytes of a JSON body.
    static let jsonLimit = 256 << 10
    /// How long a JSON body may take to come.
    private static let patience = Duration.seconds(15)

    /// The body as JSON.
    ///
    /// - Throws: `Problem` 415, 413, 408 or 400.
    func json(within clock: any WallClock) async throws -> JSONValue {
        guard mediaType == "application/json" else {
            throw Problem(.unsupportedMediaType, "send Content-Type: application/json")
        }
        try refuseLength(above: Int64(Self.jsonLimit))
        let buffer = try await collected(clock)
        do throws(JSONReader.Fault) {
            return try JSONReader.read(Array(buffer.readableBytesView))
        } catch {
            throw Problem(.badRequest, "the body is not JSON: \(error.reason) (byte \(error.offset))")
        }
    }

    /// The body, if it comes within `patience`: one that trickles in is given up. One that stops is given up by the connection.
    private func collected(_ clock: any WallClock) async throws -> ByteBuffer {
        let deadline = clock.now + Self.patience
        var whole = ByteBuffer()
        for try await var piece in body {
            guard whole.readableBytes + piece.readableBytes <= Self.jsonLimit else {
                throw Problem(.contentTooLarge, "the body is larger than \(Self.jsonLimit) bytes")
            }
            guard clock.now <= deadline else {
                let seconds = Self.patience.components.seconds
                throw Problem(.requestTimeout, "the body did not come within \(seconds) s")
            }
            whole.writeBuffer(&piece)
        }
        return whole
    }

    /// The type of the body without parameters, in lower case; empty when there is none.
    var mediaType: String {
        let type = (headers[.contentType] ?? "").utf8.prefix { $0 != UInt8(ascii: ";") }
        let words = type.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return words.count == 1 ? Substring(words[0]).lowercased() : ""
    }

    /// Refuses a body that says beforehand that it is too large.
    func refuseLength(above limit: Int64) throws {
        guard let length = headers[.contentLength].flatMap(Int64.init), length > limit else { return }
        throw Problem(.contentTooLarge, "the body is larger than \(limit) bytes")
    }

    /// A query's value, which may be empty; nil when it is absent.
    func given(_ name: String) -> String? {
        uri.queryParameters[name[...]].map(String.init)
    }

    /// A query's value; nil when it is absent or empty.
    func query(_ name: String) -> String? {
        uri.queryParameters[name[...]].flatMap { $0.isEmpty ? nil : String($0) }
    }
}
