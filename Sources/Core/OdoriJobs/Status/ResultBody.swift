package import OdoriDomain

/// A finished character with a link for each of its files.
struct ResultBody: Encodable, Sendable {
    var characterID: CharacterID
    var name: String
    var assets: AssetsBody

    init(_ result: CharacterResult, _ links: MediaLinks) {
        characterID = result.characterID
        name = result.name
        assets = AssetsBody(result.assets, links)
    }

    enum CodingKeys: String, CodingKey {
        case name, assets
        case characterID = "character_id"
    }
}

/// Where a character's files lie: `gs://` URLs as stored, and `links` of the same shape beside them.
package struct AssetsBody: Encodable, Sendable {
    var animeImage: String
    var cosplayImage: String
    var dances: [String]
    var remixes: [String: String]
    var deliverables: [DeliverableBody]
    var poster: String
    var contactSheet: String
    var absent: [String: String]
    var links: LinksBody

    package init(_ assets: CharacterAssets, _ links: MediaLinks) {
        animeImage = assets.animeImage
        cosplayImage = assets.cosplayImage
        dances = assets.dances
        remixes = assets.remixes
        deliverables = assets.deliverables.map { DeliverableBody($0, links) }
        poster = assets.poster
        contactSheet = assets.contactSheet
        absent = assets.absent
        self.links = LinksBody(assets, links)
    }

    enum CodingKeys: String, CodingKey {
        case dances, remixes, deliverables, poster, absent, links
        case animeImage = "anime_image"
        case cosplayImage = "cosplay_image"
        case contactSheet = "contact_sheet"
    }
}

/// A delivered file, its measured report, and a link to each.
struct DeliverableBody: Encodable, Sendable {
    var type: DeliverableKind
    var url: String
    var report: String
    @OrNull var link: String?
    @OrNull var reportLink: String?

    init(_ deliverable: CharacterAssets.Deliverable, _ links: MediaLinks) {
        type = deliverable.type
        url = deliverable.url
        report = deliverable.report
        link = links.link(to: deliverable.url)
        reportLink = links.link(to: deliverable.report)
    }

    enum CodingKeys: String, CodingKey {
        case type, url, report, link
        case reportLink = "report_link"
    }
}

/// Links in the shape of the assets that they lead to; null where none is given.
struct LinksBody: Encodable, Sendable {
    @OrNull var animeImage: String?
    @OrNull var cosplayImage: String?
    var dances: [String?]
    var remixes: [String: String?]
    @OrNull var poster: String?
    @OrNull var contactSheet: String?

    package init(_ assets: CharacterAssets, _ links: MediaLinks) {
        animeImage = links.link(to: assets.animeImage)
        cosplayImage = links.link(to: assets.cosplayImage)
        dances = assets.dances.map(links.link)
        remixes = assets.remixes.mapValues(links.link)
        poster = links.link(to: assets.poster)
        contactSheet = links.link(to: assets.contactSheet)
    }

    enum CodingKeys: String, CodingKey {
        case dances, remixes, poster
        case animeImage = "anime_image"
        case cosplayImage = "cosplay_image"
        case contactSheet = "contact_sheet"
    }
}
