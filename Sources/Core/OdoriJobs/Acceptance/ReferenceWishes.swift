import OdoriDomain

/// A request's `reference_videos` as references: those of the catalogue, and those that its addresses make.
struct ReferenceWishes: Sendable {
    private(set) var chosen: [ReferenceID] = []
    /// What is to be added to the catalogue.
    private(set) var entries: [ReferenceIntake.Entry] = []

    /// - Parameters:
    ///   - known: everything the owner may see, usable or not.
    /// - Throws: everything that cannot be danced to.
    ///   - folder: the files that `gs://` URLs may name.
    init(_ config: JobConfig, owner: OwnerID, known: [ReferenceDocument], folder: DropFolder) throws {
        var problems: [RequestProblems.Problem] = []
        for (index, text) in config.referenceVideos.enumerated() {
            if let match = known.first(where: { $0.isOffered && ($0.id.rawValue == text || $0.fileName == text) }) {
                chosen.append(match.sameAs ?? match.id)
            } else if text.hasPrefix("gs://") {
                switch Self.file(at: text, folder) {
                case .success(let file): try take(text, .upload(file), config.referenceRights, owner, known, &problems)
                case .failure(let fault): problems.append(.init("/reference_videos/\(index)", fault.reason))
                }
            } else if text.contains("://") {
                try take(text, .link(text), config.referenceRights, owner, known, &problems)
            } else {
                problems.append(.init("/reference_videos/\(index)", "no usable reference has this id or file name"))
            }
        }
        guard problems.isEmpty else { throw RequestProblems(problems) }
    }

    private static func file(at url: String, _ folder: DropFolder) -> Result<ObjectName, DropFolder.Misplaced> {
        Result { () throws(DropFolder.Misplaced) in try folder.file(at: url) }
    }

    private mutating func take(
        _ link: String, _ source: ReferenceSource, _ rights: ReferenceDocument.Rights?, _ owner: OwnerID,
        _ known: [ReferenceDocument], _ problems: inout [RequestProblems.Problem]
    ) throws {
        let id = try ReferenceIntake.id(ofLink: link, owner: owner)
        let ids = try [id, ReferenceIntake.id(ofLink: link, owner: .shared)]
        if let match = known.first(where: { ids.contains($0.id) && $0.isOffered }) {
            return chosen.append(match.sameAs ?? match.id)
        }
        guard let rights = rights ?? known.first(where: { $0.id == id })?.rights else {
            let detail = "is required for an address that is not in the catalogue, with reference_adults_only: true"
            return problems.append(.init("/reference_rights", detail))
        }
        chosen.append(id)
        guard !entries.contains(where: { $0.id == id }) else { return }
        entries.append(
            .init(
                id: id, owner: owner, title: "\(id).video", fileName: "\(id).video", source: source,
                rights: rights,
                adultsOnly: true))
    }
}

extension ReferenceDocument {
    /// It is danced to when it is named.
    package var isOffered: Bool { status == .ready || status == .ingesting }

    /// It is one that may be picked: named or not.
    var isUsable: Bool { isOffered && sameAs == nil }
}
