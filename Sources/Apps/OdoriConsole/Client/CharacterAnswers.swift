package import OdoriDomain

/// What an order would cost and how long it would take.
package struct EstimateAnswer: Decodable, Sendable {
    package var count: Int
    package var estimatedUSD: Double
    package var estimatedDuration: String
    package var estimatedSeconds: Int?

    /// For people.
    package var lines: [String] {
        let whole = estimatedSeconds.map { "about \(ElapsedText.of(.seconds($0))) in all" }
        return ["at most $\(estimatedUSD)", ([estimatedDuration] + [whole].compactMap(\.self)).joined(separator: ", ")]
    }

    private enum CodingKeys: String, CodingKey {
        case count
        case estimatedUSD = "estimated_usd"
        case estimatedDuration = "estimated_duration"
        case estimatedSeconds = "estimated_seconds"
    }
}

/// A page of published characters.
package struct CharactersAnswer: Decodable, Sendable {
    package var characters: [PublishedAnswer]
    package var nextPageToken: String?

    /// The page as a table for people.
    package var table: Table {
        var table = Table(["character", "name", "job", "created"])
        for character in characters {
            table.add([character.characterID, character.name, character.jobID, character.createdAt.rfc3339])
        }
        return table
    }

    private enum CodingKeys: String, CodingKey {
        case characters
        case nextPageToken = "next_page_token"
    }
}

/// A published character as the API answers it.
package struct PublishedAnswer: Decodable, Sendable {
    package var characterID: String
    package var name: String
    package var jobID: String
    package var createdAt: Timestamp
    package var assets: CharacterAssets

    /// For people: who it is, and where the files lie.
    package var lines: [String] {
        let files = [assets.animeImage, assets.cosplayImage] + assets.dances + assets.remixes.values.sorted()
        return ["\(name) (\(characterID)), job \(jobID)"]
            + (files + assets.deliverables.map(\.url) + [assets.poster, assets.contactSheet]).map { "  \($0)" }
    }

    private enum CodingKeys: String, CodingKey {
        case name, assets
        case characterID = "character_id"
        case jobID = "job_id"
        case createdAt = "created_at"
    }
}
