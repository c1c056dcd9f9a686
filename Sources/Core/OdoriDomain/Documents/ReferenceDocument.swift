/// `references/{id}`: a dance video whose motion is transferred.
package struct ReferenceDocument: Codable, Sendable, Hashable {
    package var format: Int
    package var id: ReferenceID
    /// `shared` for everybody's.
    package var owner: OwnerID
    package var title: String
    /// The file name it was added under, another way to name it in a request.
    package var fileName: String
    package var source: ReferenceSource
    /// Nil where nothing was said of them, and the reference is rejected for that.
    package var rights: Rights?
    package var adultsOnly: Bool
    package var status: ReferenceStatus
    package var reason: String?
    /// SHA-256 of the normalised video.
    package var sha256: String?
    /// SHA-256 of the video as it came; the studio's own have none.
    package var originalSHA256: String?
    /// The same owner's reference that came of the very same bytes before; its files and its analysis are used.
    package var sameAs: ReferenceID?
    package var video: StoredAsset?
    package var firstFrame: StoredAsset?
    package var media: MediaFacts?
    package var analysis: DanceAnalysis?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: ReferenceID,
        owner: OwnerID,
        title: String,
        fileName: String,
        source: ReferenceSource,
        rights: Rights?,
        adultsOnly: Bool,
        now: Timestamp
    ) {
        format = 1
        self.id = id
        self.owner = owner
        self.title = title
        self.fileName = fileName
        self.source = source
        self.rights = rights
        self.adultsOnly = adultsOnly
        status = .ingesting
        createdAt = now
        updatedAt = now
    }

    package enum Rights: String, Codable, Sendable, CaseIterable {
        case owned, licensed
        case publicDomain = "public_domain"
    }

    enum CodingKeys: String, CodingKey {
        case format, id, owner, title, source, rights, status, reason, sha256, video, media, analysis
        case fileName = "file_name"
        case adultsOnly = "adults_only"
        case firstFrame = "first_frame"
        case originalSHA256 = "original_sha256"
        case sameAs = "same_as"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

/// Where a reference's video comes from.
package enum ReferenceSource: Codable, Sendable, Hashable {
    /// Bytes that a caller sent, stored as this object.
    case upload(ObjectName)
    /// One of the dances that the studio draws itself, by its name.
    case studio(String)
    /// An address that a caller gave.
    case link(String)
}
