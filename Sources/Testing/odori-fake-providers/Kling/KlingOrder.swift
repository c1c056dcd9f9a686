import Foundation

/// A request to make a video by motion control, checked as strictly as the vendor's page describes it.
struct KlingOrder: Sendable {
    var image: String
    var video: String
    var externalID: String?
    var model: String
    var callback: String?

    init(image: String, video: String, externalID: String?, model: String, callback: String?) {
        self.image = image
        self.video = video
        self.externalID = externalID
        self.model = model
        self.callback = callback
    }

    static let anyModel = "kling-3.0"
    private static let models: Set = [anyModel, "kling-2.6"]
    private static let longestPrompt = 2500

    init(model: String, body: Data) throws(KlingProblem) {
        guard Self.models.contains(model) else {
            throw KlingProblem(code: 1203, message: "model \(model) is not found")
        }
        let json: JSON
        do {
            json = try JSONDecoder().decode(JSON.self, from: body)
        } catch {
            throw .parameters("the body is not JSON")
        }
        let request = try StrictObject(json, "body", known: ["contents", "settings", "options"])
        (image, video) = try Self.contents(try request.array("contents"))
        try Self.settings(try StrictObject(request["settings"], "settings", known: Self.settingNames))
        self.model = model
        if let options = request["options"] { (externalID, callback) = try Self.options(options) }
    }

    private static func contents(_ values: [JSON]) throws(KlingProblem) -> (image: String, video: String) {
        var found: [String: String] = [:]
        for value in values {
            guard case .object(let members) = value, case .string(let type)? = members["type"] else {
                throw .parameters("each of contents needs a type")
            }
            guard found[type] == nil else { throw .parameters("contents holds \(type) twice") }
            found[type] = try content(value, type)
        }
        guard let image = found["image"], let video = found["video"] else {
            throw .parameters("contents needs an image and a video")
        }
        return (image, video)
    }

    private static func content(_ value: JSON, _ type: String) throws(KlingProblem) -> String {
        switch type {
        case "prompt":
            let text = try StrictObject(value, type, known: ["type", "text"]).needed("text")
            guard text.count <= longestPrompt else { throw .value("the prompt is too long") }
            return text
        case "image":
            let url = try StrictObject(value, type, known: ["type", "url"]).needed("url")
            guard !url.hasPrefix("data:") else { throw .value("an image's base64 carries no data: prefix") }
            guard isURL(url) || Data(base64Encoded: url) != nil else { throw .value("image.url is neither") }
            return url
        case "video":
            let url = try StrictObject(value, type, known: ["type", "url"]).needed("url")
            guard isURL(url) else { throw .value("video.url must be a URL") }
            return url
        case "element":
            return try StrictObject(value, type, known: ["type", "element_id", "id"]).needed("element_id")
        default: throw .parameters("contents has no type \(type)")
        }
    }

    static func isURL(_ text: String) -> Bool {
        guard let parts = URLComponents(string: text) else { return false }
        return ["http", "https"].contains(parts.scheme) && parts.host?.isEmpty == false
    }

    private static let settingNames: Set = ["character_orientation", "audio", "resolution"]

    private static func settings(_ settings: StrictObject) throws(KlingProblem) {
        _ = try settings.needed("character_orientation")
        _ = try settings.word("character_orientation", of: ["image", "video"])
        _ = try settings.word("audio", of: ["original", "off"])
        _ = try settings.word("resolution", of: ["720p", "1080p"])
    }

    private static func options(_ value: JSON) throws(KlingProblem) -> (key: String?, callback: String?) {
        let options = try StrictObject(value, "options", known: ["callback_url", "external_task_id", "watermark_info"])
        let callback = try options.text("callback_url")
        if let callback, !isURL(callback) { throw .value("options.callback_url must be a URL") }
        if let mark = options["watermark_info"] {
            guard case .bool? = try StrictObject(mark, "watermark_info", known: ["enabled"])["enabled"] else {
                throw .parameters("watermark_info.enabled must be a boolean")
            }
        }
        return (try options.text("external_task_id"), callback)
    }
}
