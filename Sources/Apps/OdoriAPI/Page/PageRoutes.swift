import HTTPTypes
import Hummingbird
import OdoriHTTP

/// `GET /` and what it loads: the studio page. Open to everybody, because it holds nothing; what it shows it asks the API for.
struct PageRoutes: Sendable {
    private static let folder: RouterPath = "/page/:file"
    private let index = PageFile.index()
    private let files = PageFile.all()

    func add(to router: Router<APIContext>) {
        router.get("/") { request, _ in Self.answer(request, with: index) }
        router.get(Self.folder) { request, context in
            guard let file = context.parameters.get("file").flatMap({ files[$0] }) else {
                throw Problem.notFound("the page has no such file")
            }
            return Self.answer(request, with: file)
        }
        router.refuseOthers("/", than: .get)
        router.refuseOthers(Self.folder, than: .get)
    }

    /// Browsers ask each time and are told that nothing changed: a new build's page never meets an old one's parts.
    private static func answer(_ request: Request, with file: PageFile) -> Response {
        var headers = common
        headers[.contentType] = file.contentType
        headers[.eTag] = file.tag
        if let tags = request.headers[.ifNoneMatch], tags == "*" || tags.contains(file.tag) {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.bytes))
    }

    /// Scripts and styles come from here alone, none stand in the page, and no text becomes markup.
    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "media-src 'self'",
        "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types 'none'",
    ].joined(separator: "; ")

    private static let common: HTTPFields = [
        .cacheControl: "no-cache", .contentSecurityPolicy: policy, .xContentTypeOptions: "nosniff",
    ]
}
