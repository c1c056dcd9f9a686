/// One finished character in a job's `results`.
package struct CharacterResult: Codable, Sendable, Hashable {
    package var characterID: CharacterID
    package var name: String
    package var assets: CharacterAssets

    package init(characterID: CharacterID, name: String, assets: CharacterAssets) {
        self.characterID = characterID
        self.name = name
        self.assets = assets
    }

    enum CodingKeys: String, CodingKey {
        case name, assets
        case characterID = "character_id"
    }
}

/// Where a character's files lie, as `gs://bucket/name` URLs (embedded: bucket `local`).
package struct CharacterAssets: Codable, Sendable, Hashable {
    package var animeImage: String
    package var cosplayImage: String
    package var dances: [String]
    package var remixes: [String: String]
    package var deliverables: [Deliverable]
    package var poster: String
    package var contactSheet: String
    /// Deliverables that were asked for and cannot be, with the reason, by type.
    package var absent: [String: String]

    package init(
        animeImage: String,
        cosplayImage: String,
        dances: [String],
        remixes: [String: String],
        deliverables: [Deliverable],
        poster: String,
        contactSheet: String,
        absent: [String: String] = [:]
    ) {
        self.animeImage = animeImage
        self.cosplayImage = cosplayImage
        self.dances = dances
        self.remixes = remixes
        self.deliverables = deliverables
        self.poster = poster
        self.contactSheet = contactSheet
        self.absent = absent
    }

    /// A delivered file and the address of its measured report.
    package struct Deliverable: Codable, Sendable, Hashable {
        package var type: DeliverableKind
        package var url: String
        package var report: String

        package init(type: DeliverableKind, url: String, report: String) {
            self.type = type
            self.url = url
            self.report = report
        }
    }

    enum CodingKeys: String, CodingKey {
        case dances, remixes, deliverables, poster, absent
        case animeImage = "anime_image"
        case cosplayImage = "cosplay_image"
        case contactSheet = "contact_sheet"
    }
}

/// `characters/{character_id}`: the published result in the catalogue.
package struct CharacterDocument: Codable, Sendable, Hashable {
    package var format = 1
    package var characterID: CharacterID
    package var owner: OwnerID
    package var jobID: JobID
    package var slot: Slot
    package var name: String
    package var concept: Concept
    package var assets: CharacterAssets
    package var provenance: Manifest
    package var createdAt: Timestamp

    package init(
        result: CharacterResult,
        owner: OwnerID,
        run: RunID,
        concept: Concept,
        provenance: Manifest,
        createdAt: Timestamp
    ) {
        characterID = result.characterID
        self.owner = owner
        jobID = run.job
        slot = run.slot
        name = result.name
        self.concept = concept
        assets = result.assets
        self.provenance = provenance
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case format, owner, slot, name, concept, assets, provenance
        case characterID = "character_id"
        case jobID = "job_id"
        case createdAt = "created_at"
    }
}
