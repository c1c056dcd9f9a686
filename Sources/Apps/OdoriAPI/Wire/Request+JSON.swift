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

    /// The body, if it comes within `patience`.
    private func collected(_ clock: any WallClock) async throws -> ByteBuffer {
        try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
            group.addTask { try await body.collect(upTo: Self.jsonLimit) }
            group.addTask {
                try await clock.sleep(for: Self.patience)
                throw Problem(.requestTimeout, "the body did not come within \(Self.patience.components.seconds) s")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? ByteBuffer()
        }
    }

    /// The type of the body without parameters, in lower case; empty when there is none.
    var mediaType: String {
        let words = (headers[.contentType] ?? "").prefix { $0 != ";" }.split(whereSeparator: \.isWhitespace)
        return words.count == 1 ? words[0].lowercased() : ""
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
