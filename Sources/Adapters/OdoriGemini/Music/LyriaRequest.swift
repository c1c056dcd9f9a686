import Foundation

/// The body of `interactions`, as much of it as a track needs. Length, tempo and format have no fields: the prompt says them, and the
/// format is MP3.
struct LyriaRequest: Encodable {
    var model: String
    var input: [Content]

    struct Content: Encodable {
        var type = "text"
        var text: String
    }

    init(model: String, prompt: String) {
        self.model = model
        input = [Content(text: prompt)]
    }

    func body() throws -> GeminiBody {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return GeminiBody(pieces: [.data(try encoder.encode(self))])
    }
}
