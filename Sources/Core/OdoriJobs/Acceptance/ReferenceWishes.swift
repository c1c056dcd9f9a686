import OdoriDomain

/// A request's `reference_videos` as references: those of the catalogue, and those that its addresses make.
struct ReferenceWishes: Sendable {
    private(set) var chosen: [ReferenceID] = []
    /// What is to be added to the catalogue.
    private(set) var entries: [ReferenceIntake.Entry] = []

    /// - Parameter known: everything the owner may see, usable or not.
    /// - Throws: everything that cannot be danced to.
    init(_ config: JobConfig, owner: OwnerID, known: [ReferenceDocument]) throws {
        var problems: [RequestProblems.Problem] = []
        for (index, text) in config.referenceVideos.enumerated() {
            if let match = known.first(where: { $0.isOffered && ($0.id.rawValue == text || $0.fileName == text) }) {
                chosen.append(match.sameAs ?? match.id)
            } else if text.hasPrefix("gs://") {
                problems.append(.init("/reference_videos/\(index)", "gs:// addresses are not read by this version"))
            } else if text.contains("://") {
                try take(text, config.referenceRights, owner, known, &problems)
            } else {
                problems.append(.init("/reference_videos/\(index)", "no usable reference has this id or file name"))
            }
        }
        guard problems.isEmpty else { throw RequestProblems(problems) }
    }

    private mutating func take(
        _ link: String, _ rights: ReferenceDocument.Rights?, _ owner: OwnerID, _ known: [ReferenceDocument],
        _ problems: inout [RequestProblems.Problem]
    ) throws {
        let id = try ReferenceIntake.id(ofLink: link, owner: owner)
        if let match = known.first(where: { $0.id == id && $0.isOffered }) {
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
                id: id, owner: owner, title: "\(id).video", fileName: "\(id).video", source: .link(link),
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
