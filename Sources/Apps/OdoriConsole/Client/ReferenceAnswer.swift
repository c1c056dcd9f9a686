package import OdoriDomain

/// A reference as the API answers it.
package struct ReferenceAnswer: Decodable, Sendable {
    package var id: String
    package var title: String?
    package var fileName: String?
    package var status: ReferenceStatus
    /// Why it was rejected.
    package var reason: String?
    package var rights: String?
    package var media: Media?
    package var analysis: Analysis?

    /// What the file is.
    package struct Media: Decodable, Sendable {
        package var duration: Double?
    }

    /// What was heard in it.
    package struct Analysis: Decodable, Sendable {
        package var tempo: Double?
        package var confidence: Double?
    }

    private enum CodingKeys: String, CodingKey {
        case id, title, status, reason, rights, media, analysis
        case fileName = "file_name"
    }
}
