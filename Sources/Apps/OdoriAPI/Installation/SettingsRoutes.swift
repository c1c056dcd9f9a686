import Hummingbird
import OdoriDomain
import OdoriHTTP
import OdoriJobs
import OdoriPorts

/// `settings`: what can be ordered here, what it is made with, and whether what is needed answers.
struct SettingsRoutes: Sendable {
    private let services: APIServices
    private let references: ReferenceRepository
    private let probe: StorageProbe

    init(services: APIServices) {
        self.services = services
        references = ReferenceRepository(store: services.store)
        probe = StorageProbe(store: services.store, objects: services.objects)
    }

    func add(to group: RouterGroup<OwnedContext>) {
        group.get("settings", use: get)
        group.refuseOthers("settings", than: .get)
    }

    @Sendable private func get(_ request: Request, _ context: OwnedContext) async throws -> Response {
        var checks = [try await storageCheck()]
        if checks[0].state == .good { checks.append(try await catalogueCheck(context.owner)) }
        checks.append(linkCheck)
        return try Response.json(SettingsBody(services.settings, owner: context.owner, checks: checks))
    }

    private func storageCheck() async throws -> SettingsBody.Check {
        let begun = services.clock.now
        do {
            try await probe.check()
        } catch let problem as Problem {
            return .init(name: "storage", state: .bad, detail: problem.detail)
        }
        let spent = services.clock.now.duration(since: begun).inSeconds * 1000
        return .init(name: "storage", state: .good, detail: "documents and files answer in \(Int(spent.rounded())) ms")
    }

    private func catalogueCheck(_ owner: OwnerID) async throws -> SettingsBody.Check {
        let found = try await references.list(for: owner)
        let ready = found.count { $0.status == .ready }
        guard !found.isEmpty else {
            return .init(
                name: "references", state: .bad, detail: "there are none; add a dance video, or start the worker")
        }
        guard ready > 0 else {
            return .init(name: "references", state: .notice, detail: "\(found.count) being looked at, none ready yet")
        }
        return .init(name: "references", state: .good, detail: "\(ready) of \(found.count) ready to dance to")
    }

    private var linkCheck: SettingsBody.Check {
        services.settings.hasLinks
            ? .init(name: "media links", state: .good, detail: "signed, good for one to two hours")
            : .init(name: "media links", state: .notice, detail: "off: files are named, but cannot be looked at here")
    }
}

/// The installation as a client sees it.
struct SettingsBody: Encodable {
    var owner: OwnerID
    var mode: String
    var storage: [String: String]
    var providers: [String: String]
    var styles: [StyleBody]
    var maxCount: Int
    var uploadLimitBytes: Int64
    var checks: [Check]

    /// One thing that was looked at.
    struct Check: Encodable {
        var name: String
        var state: State
        var detail: String

        enum State: String, Encodable {
            case good, notice, bad
        }
    }

    /// A style that can be ordered.
    struct StyleBody: Encodable {
        var id: String
        var title: String
        var bpm: [Double]
        var mood: String

        init(_ style: Style) {
            id = style.id
            title = style.title
            bpm = [style.bpm.lowerBound, style.bpm.upperBound]
            mood = style.mood
        }
    }

    init(_ settings: APISettings, owner: OwnerID, checks: [Check]) {
        self.owner = owner
        let facts = settings.installation
        mode = facts.mode
        storage = ["documents": facts.documents, "objects": facts.objects]
        providers = facts.providers
        styles = Style.all.map(StyleBody.init)
        maxCount = settings.maxCount
        uploadLimitBytes = settings.uploadLimit
        self.checks = checks
    }

    enum CodingKeys: String, CodingKey {
        case owner, mode, storage, providers, styles, checks
        case maxCount = "max_count"
        case uploadLimitBytes = "upload_limit_bytes"
    }
}
