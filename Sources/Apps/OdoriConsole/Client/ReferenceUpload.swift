package import SystemPackage

/// A video to be added to the catalogue, with what its sender vouches for.
package struct ReferenceUpload: Sendable {
    package var file: FilePath
    package var title: String?
    /// `owned`, `licensed` or `public_domain`.
    package var rights: String
    /// Everybody in the video is an adult.
    package var adultsOnly: Bool

    /// Where the video lies, when it is fetched from there and not sent.
    package var link: String?

    package init(file: FilePath, title: String?, rights: String, adultsOnly: Bool) {
        self.file = file
        self.title = title
        self.rights = rights
        self.adultsOnly = adultsOnly
    }

    var fileName: String {
        file.lastComponent?.string ?? "reference.mp4"
    }

    var query: String {
        let fields = [
            ("title", title ?? file.lastComponent?.stem ?? fileName),
            ("file_name", fileName),
            ("rights", rights),
            ("adults_only", adultsOnly ? "true" : "false"),
        ]
        return fields.map { "\($0)=\(PipelineClient.escape($1))" }.joined(separator: "&")
    }

    var contentType: String {
        switch file.extension?.lowercased() {
        case "webm": "video/webm"
        case "mov": "video/quicktime"
        case "mkv": "video/x-matroska"
        default: "video/mp4"
        }
    }
}

/// The body of a reference that is fetched from an address.
struct LinkedReference: Encodable {
    let url: String
    let title: String?
    let rights: String
    let adultsOnly: Bool

    init(_ upload: ReferenceUpload, _ link: String) {
        url = link
        title = upload.title
        rights = upload.rights
        adultsOnly = upload.adultsOnly
    }

    private enum CodingKeys: String, CodingKey {
        case url, title, rights
        case adultsOnly = "adults_only"
    }
}
