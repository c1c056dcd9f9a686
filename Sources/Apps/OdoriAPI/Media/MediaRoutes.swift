import HTTPTypes
import Hummingbird
import NIOCore
import OdoriDomain
import OdoriHTTP
import OdoriJobs
import OdoriPorts

/// `GET /media/{name}?exp&sig`: stored files, to whoever holds a link.
struct MediaRoutes: Sendable {
    let services: APIServices

    func add(to router: Router<APIContext>) {
        router.get("/media/**", use: get)
        router.refuseOthers("/media/**", than: .get)
    }

    @Sendable private func get(_ request: Request, _ context: APIContext) async throws -> Response {
        let name = try object(request, context)
        guard let info = try await services.objects.info(name) else {
            throw Problem.notFound("there is no such file")
        }
        var headers = Self.headers(of: info)
        if let tags = request.headers[.ifNoneMatch], tags == "*" || tags.contains(info.tag) {
            return Response(status: .notModified, headers: headers)
        }
        switch ByteRange(Self.rangeHeader(request, info), size: info.bytes) {
        case .whole:
            return Response(status: .ok, headers: headers, body: body(name, 0..<info.bytes))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(info.bytes)"
            return Response(status: .partialContent, headers: headers, body: body(name, range))
        case .unsatisfiable:
            throw Problem(
                .rangeNotSatisfiable,
                "the file has \(info.bytes) bytes",
                headers: [.contentRange: "bytes */\(info.bytes)"]
            )
        }
    }

    private func object(_ request: Request, _ context: APIContext) throws -> ObjectName {
        let path = context.parameters.getCatchAll().joined(separator: "/")
        do throws(SignedMediaLinks.Refusal) {
            return try services.links.name(path, expiry: request.query("exp"), signature: request.query("sig"))
        } catch {
            switch error {
            case .forged: throw Problem(.forbidden, "the link is not valid")
            case .expired: throw Problem(.forbidden, "the link has expired; ask for the status again")
            }
        }
    }

    /// `If-Range` with another tag asks for the whole.
    private static func rangeHeader(_ request: Request, _ info: ObjectInfo) -> String? {
        if let tag = request.headers[.ifRange], tag != info.tag { return nil }
        return request.headers[.range]
    }

    private static func headers(of info: ObjectInfo) -> HTTPFields {
        [
            .contentType: info.attributes.contentType,
            .eTag: info.tag,
            .acceptRanges: "bytes",
            .cacheControl: "private, max-age=3600",
            .contentDisposition: "inline; filename=\"\(info.name.lastPart)\"",
            .xContentTypeOptions: "nosniff",
            // A browser that opens the file itself shows it in a page of its own making, which needs this.
            .contentSecurityPolicy: "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
        ]
    }

    private func body(_ name: ObjectName, _ range: Range<Int64>) -> ResponseBody {
        let objects = services.objects
        return ResponseBody(contentLength: range.count) { writer in
            if !range.isEmpty {
                for try await chunk in try await objects.read(name, range: range) {
                    try await writer.write(ByteBuffer(bytes: chunk))
                }
            }
            try await writer.finish(nil)
        }
    }
}

extension ObjectInfo {
    /// A strong entity tag: the beginning of the content's hash.
    fileprivate var tag: String {
        "\"\(sha256.prefix(32))\""
    }
}
