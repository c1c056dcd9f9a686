import Foundation

/// A call of `interactions` for a track, read strictly: what the published page does not describe is refused.
struct LyriaOrder: Sendable {
    let model: String
    let prompt: String

    /// Micro-dollars for a track.
    static let prices: [String: Int64] = [
        "lyria-3.5": 80_000, "lyria-3-pro-preview": 80_000, "lyria-3-clip-preview": 40_000,
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
            known: ["model", "input", "store", "stream", "background", "responseFormat", "generationConfig"])
        guard let name = try top.text("model") else { throw .argument("model is required") }
        guard Self.prices[name] != nil else { throw .missing("The model \(name) was not found.") }
        model = name
        for flag in ["stream", "background"] where top[flag] == .bool(true) {
            throw .argument("\(flag) is not supported by \(name)")
        }
        prompt = try Self.words(top["input"])
        guard !prompt.isEmpty else { throw .argument("input is required") }
    }

    /// A text, or a list of contents, or a list of turns that hold such.
    private static func words(_ input: JSON?) throws(GeminiProblem) -> String {
        switch input {
        case .string(let text): return text
        case .array(let parts):
            var texts: [String] = []
            for part in parts {
                let content = try GeminiMembers(part, "input", known: ["type", "text", "content"])
                switch try content.text("type") {
                case "text": texts.append(try content.text("text") ?? "")
                case "user_input": texts.append(try words(content["content"]))
                case let kind: throw .argument("The value '\(kind ?? "")' is not supported for 'type' at 'input'")
                }
            }
            return texts.joined(separator: "\n")
        default: throw .argument("input is required")
        }
    }
}
