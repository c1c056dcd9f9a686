import Hummingbird
import OdoriDomain
import OdoriHTTP
import OdoriJobs

/// The catalogue of characters that were published.
struct CharacterRoutes: Sendable {
    private let characters: CharacterRepository
    private let links: MediaLinks

    init(services: APIServices) {
        characters = CharacterRepository(store: services.store)
        links = services.links
    }

    func add(to group: RouterGroup<OwnedContext>) {
        group.get("characters", use: list)
        group.get("characters/:id", use: find)
        group.refuseOthers("characters", than: .get)
        group.refuseOthers("characters/:id", than: .get)
    }

    @Sendable private func list(_ request: Request, _ context: OwnedContext) async throws -> Response {
        let page = try await PageQuery(request).read { cursor, limit in
            try await characters.list(for: context.owner, after: cursor, limit: limit)
        }
        let bodies = page.characters.map { PublishedBody($0, links) }
        return try Response.json(CharactersPage(characters: bodies, nextPageToken: page.cursor))
    }

    @Sendable private func find(_ request: Request, _ context: OwnedContext) async throws -> Response {
        guard let id = context.parameters.get("id").flatMap(CharacterID.init),
            let character = try await characters.find(id, for: context.owner)
        else { throw Problem.notFound("there is no such character") }
        return try Response.json(PublishedBody(character, links))
    }
}

/// One page of characters, newest first.
struct CharactersPage: Encodable {
    var characters: [PublishedBody]
    @OrNull var nextPageToken: String?

    enum CodingKeys: String, CodingKey {
        case characters
        case nextPageToken = "next_page_token"
    }
}

/// A published character as its owner sees it.
struct PublishedBody: Encodable {
    var characterID: CharacterID
    var name: String
    var jobID: JobID
    var slot: Slot
    var concept: ConceptBody
    var assets: AssetsBody
    var createdAt: String

    init(_ character: CharacterDocument, _ links: MediaLinks) {
        characterID = character.characterID
        name = character.name
        jobID = character.jobID
        slot = character.slot
        concept = ConceptBody(character.concept)
        assets = AssetsBody(character.assets, links)
        createdAt = character.createdAt.wholeSeconds
    }

    enum CodingKeys: String, CodingKey {
        case name, slot, concept, assets
        case characterID = "character_id"
        case jobID = "job_id"
        case createdAt = "created_at"
    }
}

/// Who a character is, in words for people.
struct ConceptBody: Encodable {
    var age: Int
    var personality: String
    var outfit: String
    var caption: String
    var hashtags: [String]

    init(_ concept: Concept) {
        age = concept.age
        personality = concept.personality
        outfit = concept.outfit
        caption = concept.caption
        hashtags = concept.hashtags
    }
}
