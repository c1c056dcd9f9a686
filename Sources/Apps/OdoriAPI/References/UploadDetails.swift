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
        guard contentType.wholeMatch(of: #/video\/[a-z0-9+._-]{1,58}/#) != nil
        else {
            throw Problem(.unsupportedMediaType, "send the video itself as Content-Type: video/mp4, or its own type")
        }
        var problems: [RequestProblems.Problem] = []
        title = request.query("title")
        fileName = request.query("file_name")
        problems += ReferenceRules.problems(title: title, fileName: fileName)
        let rights = request.query("rights").flatMap(ReferenceDocument.Rights.init)
        if rights == nil { problems.append(.init("/rights", ReferenceRules.rights)) }
        if request.query("adults_only") != "true" {
            problems.append(.init("/adults_only", ReferenceRules.adultsOnly))
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
