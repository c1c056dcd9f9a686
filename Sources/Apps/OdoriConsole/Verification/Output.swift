package import OdoriDomain

/// One file that a job must have made for a character, and where it says it lies.
package struct Output: Sendable, Hashable {
    /// What the file is, in the words of `summary.json`.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case animeImage = "anime_image"
        case cosplayImage = "cosplay_image"
        case dance, remix, deliverable, poster
        case contactSheet = "contact_sheet"

        /// A video; the others are pictures.
        package var isVideo: Bool {
            self == .dance || self == .remix || self == .deliverable
        }
    }

    package var kind: Kind
    /// Which remix or deliverable.
    package var type: String?
    /// `gs://bucket/name`.
    package var url: String
    /// A deliverable's own report, `gs://bucket/name`.
    package var report: String?

    package init(_ kind: Kind, type: String? = nil, url: String, report: String? = nil) {
        self.kind = kind
        self.type = type
        self.url = url
        self.report = report
    }

    /// How a person calls it.
    var title: String {
        [kind.rawValue, type].compactMap(\.self).joined(separator: " ")
    }

    /// The object's name, nil when the URL is not a `gs://` one.
    var object: String? {
        guard url.hasPrefix("gs://") else { return nil }
        let parts = url.dropFirst(5).split(separator: "/", maxSplits: 1)
        return parts.count == 2 ? ObjectName(rawValue: String(parts[1]))?.rawValue : nil
    }
}

extension CharacterResult {
    /// Every file that the result names, in the order of `summary.json`.
    package var outputs: [Output] {
        var outputs = [
            Output(.animeImage, url: assets.animeImage),
            Output(.cosplayImage, url: assets.cosplayImage),
        ]
        outputs += assets.dances.map { Output(.dance, url: $0) }
        outputs += assets.remixes.sorted { $0.key < $1.key }.map { Output(.remix, type: $0.key, url: $0.value) }
        outputs += assets.deliverables.map {
            Output(.deliverable, type: $0.type.rawValue, url: $0.url, report: $0.report)
        }
        outputs += [Output(.poster, url: assets.poster), Output(.contactSheet, url: assets.contactSheet)]
        return outputs
    }

    /// What a job with every option on promises of a character and this one lacks; one sentence each.
    package var missingOutputs: [String] {
        var problems: [String] = []
        func expect(_ what: String, _ found: [String], _ promised: [String]) {
            guard found.sorted() != promised.sorted() else { return }
            let text = found.isEmpty ? "none" : found.joined(separator: ", ")
            problems.append("\(name): \(what) should be \(promised.joined(separator: ", ")), there are \(text)")
        }
        if assets.dances.count != JobConfig.dancesPerRun || Set(assets.dances).count != assets.dances.count {
            problems.append(
                "\(name): \(JobConfig.dancesPerRun) different dances promised, \(assets.dances.count) named"
            )
        }
        expect("remixes", Array(assets.remixes.keys), RemixKind.allCases.map(\.rawValue))
        expect(
            "deliverables",
            assets.deliverables.map(\.type.rawValue),
            [DeliverableKind.watermarked, .kpopSoundtrack, .origSoundtrack].map(\.rawValue)
        )
        return problems
    }
}
