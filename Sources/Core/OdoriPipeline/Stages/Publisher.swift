import OdoriDomain
import OdoriPorts

/// Gives a character's files their final names, and keeps the manifest while at it.
struct Publisher {
    let context: RunContext
    let character: CharacterID
    private(set) var entries: [Manifest.Entry] = []

    init(context: RunContext, character: CharacterID) {
        self.context = context
        self.character = character
    }

    private var names: ObjectNames { context.services.settings.names }
    private var options: JobOptions { context.job.config.options }

    mutating func publishAll() async throws -> CharacterAssets {
        CharacterAssets(
            animeImage: try await copy(.animeImage, to: names.image(character)),
            cosplayImage: try await copy(.cosplayImage, to: names.cosplay(character)),
            dances: try await dances(),
            remixes: try await remixes(),
            deliverables: try await deliverables(),
            poster: try await copy(.master, MasterStage.poster, to: file("poster.png")),
            contactSheet: try await copy(.master, MasterStage.contactSheet, to: file("contact_sheet.png")),
            absent: try absences()
        )
    }

    private mutating func dances() async throws -> [String] {
        var urls: [String] = []
        for (index, reference) in context.run.references.enumerated() {
            let take = context.run.references[..<index].count { $0 == reference }
            urls.append(try await copy(.dance(index), to: names.dance(character, on: reference, take: take)))
        }
        for outfit in Outfit.allCases where options.generateVariants {
            let name = try names.variantDance(character, outfit, on: context.run.references[0])
            _ = try await copy(.variantDance(outfit), to: name)
        }
        return urls
    }

    private mutating func remixes() async throws -> [String: String] {
        var urls: [String: String] = [:]
        for kind in RemixKind.allCases where options.generateVariants || kind == .full {
            urls[kind.rawValue] = try await copy(.remix, kind.rawValue, to: file("remix_\(kind.rawValue).mp4"))
        }
        return urls
    }

    private mutating func deliverables() async throws -> [CharacterAssets.Deliverable] {
        let first: DeliverableKind = options.applyWatermark ? .watermarked : .clean
        var made = [try await deliverable(first, .master, StageOutputs.main, MasterStage.report)]
        guard options.createSoundtracks else { return made }
        let versions = try context.outputs(of: .soundtracks).assets
        for kind in [DeliverableKind.kpopSoundtrack, .origSoundtrack] where versions[kind.rawValue] != nil {
            made.append(try await deliverable(kind, .soundtracks, kind.rawValue, SoundtrackStage.report(kind)))
        }
        return made
    }

    private mutating func deliverable(
        _ kind: DeliverableKind, _ stage: StageID, _ role: String, _ report: String
    ) async throws -> CharacterAssets.Deliverable {
        CharacterAssets.Deliverable(
            type: kind,
            url: try await copy(stage, role, to: file("\(kind.rawValue).mp4")),
            report: try await copy(stage, report, to: file("\(kind.rawValue)_report.json"))
        )
    }

    private func absences() throws -> [String: String] {
        guard options.createSoundtracks else { return [:] }
        return try context.outputs(of: .soundtracks).facts?.value(as: [String: String].self) ?? [:]
    }

    private func file(_ name: String) throws(OdoriError) -> ObjectName {
        try names.remix(character, file: name)
    }

    /// Copies one role of a stage to its final name; answers the public URL.
    private mutating func copy(
        _ stage: StageID, _ role: String = StageOutputs.main, to name: ObjectName
    ) async throws -> String {
        let asset = try context.asset(of: stage, role: role)
        let stored: StoredAsset
        do {
            stored = try await context.services.publish(asset, as: name, type: Self.type(of: name), key: context.key)
        } catch let error as OdoriError where error.code == .checkpointLost {
            throw CheckpointLost(maker: stage, reason: error)
        }
        let origin = try context.outputs(of: stage).origin
        entries.append(.init(stage: stage, object: name, sha256: stored.sha256, origin: origin))
        return context.services.settings.url(name)
    }

    private static func type(of name: ObjectName) -> String {
        switch name.rawValue.split(separator: ".").last {
        case "png": "image/png"
        case "json": "application/json"
        default: "video/mp4"
        }
    }
}
