import Hummingbird
import OdoriDomain
import OdoriHTTP

/// What the sender says of an upload: its type, and the query.
struct UploadDetails: Sendable, Hashable {
    var contentType: String
    var title: String?
    var fileName: String?
    var rights: ReferenceDocument.Rights

    /// - Throws: `Problem` 415 for what is no video, 422 with everything that is wrong with the query.
    init(_ request: Request) throws {
        contentType = request.mediaType
        guard contentType.hasPrefix("video/"), contentType.utf8.count <= 64,
            contentType.dropFirst("video/".count).allSatisfy({
                $0.isASCII && ($0.isLetter || $0.isNumber || "+.-_".contains($0))
            })
        else {
            throw Problem(.unsupportedMediaType, "send the video itself as Content-Type: video/mp4, or its own type")
        }
        var problems: [RequestProblems.Problem] = []
        title = request.query("title")
        if title?.isWorthShowing == false {
            problems.append(.init("/title", "must be at most 200 characters, none of them a control character"))
        }
        fileName = request.query("file_name")
        if let fileName, !fileName.isWorthShowing || fileName.contains("/") || fileName.contains("://") {
            problems.append(.init("/file_name", "must be a plain file name of at most 200 characters"))
        }
        let rights = request.query("rights").flatMap(ReferenceDocument.Rights.init)
        if rights == nil {
            let words = ReferenceDocument.Rights.allCases.map(\.rawValue).joined(separator: ", ")
            problems.append(.init("/rights", "is required and must be one of \(words)"))
        }
        if request.query("adults_only") != "true" {
            problems.append(.init("/adults_only", "is required and must be true: references show adults only"))
        }
        guard problems.isEmpty, let rights else { throw RequestProblems(problems) }
        self.rights = rights
    }

    /// The file's ending by its type.
    var suffix: String {
        switch contentType {
        case "video/mp4": "mp4"
        case "video/quicktime": "mov"
        case "video/webm": "webm"
        case "video/x-matroska": "mkv"
        default: "video"
        }
    }
}

extension String {
    fileprivate var isWorthShowing: Bool {
        utf8.count <= 200 && !unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
