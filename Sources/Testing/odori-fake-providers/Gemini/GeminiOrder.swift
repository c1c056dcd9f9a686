import Crypto
import Foundation

/// A call of `generateContent`, read strictly: what the published page does not describe is refused.
struct GeminiOrder: Sendable {
    /// `text`, `image` or `analysis`.
    var kind = "text"
    var schema: JSON?
    var aspectRatio: String?
    var imageSize: String?
    var words = 0
    /// The same for the same words.
    var fingerprint: UInt32 = 2_166_136_261
    /// One for each picture that came along.
    var pictures: [SHA256Digest] = []
    var images: Int { pictures.count }
    var videos = 0
    /// Files that were handed over before.
    var files: [String] = []

    private static let ratios: Set = [
        "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9", "1:4", "4:1", "1:8", "8:1",
    ]

    init(_ body: Data) throws(GeminiProblem) {
        let json: JSON
        do {
            json = try JSONDecoder().decode(JSON.self, from: body)
        } catch {
            throw .argument("Invalid JSON payload received")
        }
        let top = try GeminiMembers(
            json, "request",
            known: ["contents", "systemInstruction", "generationConfig", "safetySettings", "tools", "cachedContent"])
        let contents = try top.array("contents")
        guard !contents.isEmpty else { throw .argument("contents is not specified") }
        for content in contents { try readContent(content, isSystem: false) }
        if let system = top["systemInstruction"] { try readContent(system, isSystem: true) }
        if let config = top["generationConfig"] { try readConfig(config) }
        if case .object(let members)? = schema, case .object(let properties)? = members["properties"],
            properties["all_adults"] != nil
        {
            kind = "analysis"
        }
    }

    private mutating func readContent(_ value: JSON, isSystem: Bool) throws(GeminiProblem) {
        let content = try GeminiMembers(value, "content", known: ["role", "parts"])
        if let role = try content.text("role"), !["user", "model"].contains(role) {
            throw .argument("Please use a valid role: user, model.")
        }
        let parts = try content.array("parts")
        guard !parts.isEmpty else { throw .argument("content has no parts") }
        for part in parts { try readPart(part) }
    }

    private mutating func readPart(_ value: JSON) throws(GeminiProblem) {
        let part = try GeminiMembers(value, "part", known: ["text", "inlineData", "fileData", "videoMetadata"])
        if let text = try part.text("text") {
            words += text.utf8.count
            for byte in text.utf8 { fingerprint = (fingerprint ^ UInt32(byte)) &* 16_777_619 }
        }
        if let inline = part["inlineData"] {
            let blob = try GeminiMembers(inline, "inlineData", known: ["mimeType", "data"])
            guard let type = try blob.text("mimeType"), let text = try blob.text("data"),
                let data = Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/"))
            else { throw .argument("inlineData needs mimeType and data in base64") }
            guard Self.isOf(type, data) else { throw .argument("Unable to process input: it is no \(type)") }
            if type.hasPrefix("video/") { videos += 1 } else { pictures.append(SHA256.hash(data: data)) }
        }
        if let file = part["fileData"] {
            let members = try GeminiMembers(file, "fileData", known: ["mimeType", "fileUri"])
            guard let uri = try members.text("fileUri") else { throw .argument("fileData needs a fileUri") }
            files.append(uri)
            videos += 1
        }
        let has = [part["text"], part["inlineData"], part["fileData"]].count { $0 != nil }
        guard has == 1 else { throw .argument("a part holds exactly one kind of data") }
    }

    private mutating func readConfig(_ value: JSON) throws(GeminiProblem) {
        let config = try GeminiMembers(
            value, "generationConfig",
            known: [
                "responseModalities", "responseMimeType", "responseSchema", "responseJsonSchema", "maxOutputTokens",
                "temperature", "imageConfig", "thinkingConfig", "candidateCount", "seed", "topP", "topK",
            ])
        schema = config["responseSchema"] ?? config["responseJsonSchema"]
        if schema != nil, try config.text("responseMimeType") != "application/json" {
            throw .argument("a schema needs responseMimeType application/json")
        }
        if let modalities = config["responseModalities"] {
            guard case .array(let values) = modalities else { throw .argument("responseModalities is a list") }
            if values.contains(.string("IMAGE")) { kind = "image" }
        }
        guard let image = config["imageConfig"] else { return }
        let members = try GeminiMembers(image, "imageConfig", known: ["aspectRatio", "imageSize"])
        aspectRatio = try members.text("aspectRatio")
        imageSize = try members.text("imageSize")
        if let aspectRatio, !Self.ratios.contains(aspectRatio) { throw .argument("no aspect ratio \(aspectRatio)") }
        if let imageSize, !["512", "1K", "2K", "4K"].contains(imageSize) { throw .argument("no size \(imageSize)") }
    }

    /// Whether bytes are what is said of them.
    private static func isOf(_ type: String, _ data: Data) -> Bool {
        let bytes = [UInt8](data.prefix(12))
        return switch type {
        case "image/png": bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
        case "image/jpeg": bytes.starts(with: [0xFF, 0xD8])
        case "image/webp": bytes.starts(with: Array("RIFF".utf8))
        case "video/mp4": bytes.count == 12 && bytes[4..<8].elementsEqual("ftyp".utf8)
        default: false
        }
    }
}

/// Reads an object of which every member is known and has its type.
struct GeminiMembers {
    private let name: String
    private let members: [String: JSON]

    init(_ value: JSON?, _ name: String, known: Set<String>) throws(GeminiProblem) {
        guard case .object(let given)? = value else { throw .argument("\(name) must be an object") }
        // The real one reads both forms of a name; its own client sends now one, now the other.
        let members = Dictionary(given.map { (Self.camel($0.key), $0.value) }) { $1 }
        if let stranger = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw .argument("Invalid JSON payload received. Unknown name \"\(stranger)\" at '\(name)'")
        }
        self.name = name
        self.members = members
    }

    /// `mime_type` as `mimeType`.
    private static func camel(_ name: String) -> String {
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(String(parts.first ?? "")) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }

    subscript(member: String) -> JSON? { members[member] }

    func text(_ member: String) throws(GeminiProblem) -> String? {
        guard let value = members[member] else { return nil }
        guard case .string(let text) = value else { throw .argument("\(name).\(member) must be a string") }
        return text
    }

    func array(_ member: String) throws(GeminiProblem) -> [JSON] {
        guard let value = members[member] else { return [] }
        guard case .array(let values) = value else { throw .argument("\(name).\(member) must be a list") }
        return values
    }
}
