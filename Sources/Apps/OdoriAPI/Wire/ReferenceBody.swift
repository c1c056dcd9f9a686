import OdoriDomain
import OdoriJobs

/// A reference as those who may use it see it.
struct ReferenceBody: Encodable {
    /// Only in the answer to an upload.
    var success: Bool?
    var id: ReferenceID
    /// Everybody may use it.
    var shared: Bool
    var title: String
    var fileName: String
    var source: String
    @OrNull var rights: ReferenceDocument.Rights?
    var adultsOnly: Bool
    var status: ReferenceStatus
    @OrNull var reason: String?
    @OrNull var sha256: String?
    /// The reference that came of the same bytes before.
    @OrNull var sameAs: ReferenceID?
    @OrNull var media: MediaFacts?
    @OrNull var analysis: DanceAnalysis?
    @OrNull var video: FileBody?
    @OrNull var firstFrame: FileBody?
    var createdAt: String
    var updatedAt: String

    /// A stored file with a link to it.
    struct FileBody: Encodable {
        var url: String
        @OrNull var link: String?
    }

    init(_ reference: ReferenceDocument, links: MediaLinks) {
        id = reference.id
        shared = reference.owner == .shared
        title = reference.title
        fileName = reference.fileName
        source = reference.source.word
        rights = reference.rights
        adultsOnly = reference.adultsOnly
        status = reference.status
        reason = reference.reason
        sha256 = reference.sha256
        sameAs = reference.sameAs
        media = reference.media
        analysis = reference.analysis
        video = reference.video.map { FileBody($0, links) }
        firstFrame = reference.firstFrame.map { FileBody($0, links) }
        createdAt = reference.createdAt.wholeSeconds
        updatedAt = reference.updatedAt.wholeSeconds
    }

    enum CodingKeys: String, CodingKey {
        case success, id, shared, title, source, rights, status, reason, sha256, media, analysis, video
        case fileName = "file_name"
        case sameAs = "same_as"
        case adultsOnly = "adults_only"
        case firstFrame = "first_frame"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

/// One page of what an owner may dance to.
struct ReferencesAnswer: Encodable {
    var references: [ReferenceBody]
    @OrNull var nextPageToken: String?

    enum CodingKeys: String, CodingKey {
        case references
        case nextPageToken = "next_page_token"
    }
}

extension ReferenceBody.FileBody {
    fileprivate init(_ asset: StoredAsset, _ links: MediaLinks) {
        url = links.url(of: asset.object)
        link = links.link(to: url)
    }
}

extension ReferenceSource {
    fileprivate var word: String {
        switch self {
        case .upload: "upload"
        case .studio: "studio"
        case .link: "url"
        }
    }
}
