/// What `interactions` answers.
struct LyriaResponse: Encodable, Sendable {
    var id: String
    var object = "interaction"
    var model: String
    var status: String
    var created = "2026-11-29T00:00:00Z"
    var updated = "2026-11-29T00:00:01Z"
    var role = "model"
    var steps: [Step]?
    /// What Vertex AI has in place of steps.
    var outputs: [Content]?
    var errors: [Problem]?
    var usage = Usage()

    struct Step: Encodable, Sendable {
        var type = "model_output"
        var content: [Content]
    }

    struct Content: Encodable, Sendable {
        var type: String
        var text: String?
        var mime_type: String?
        var data: String?

        static func text(_ text: String) -> Content {
            Content(type: "text", text: text)
        }

        static func audio(_ data: String) -> Content {
            Content(type: "audio", mime_type: "audio/mpeg", data: data)
        }
    }

    struct Problem: Encodable, Sendable {
        var code: String
        var message: String
    }

    struct Usage: Encodable, Sendable {
        var total_input_tokens = 200
        var total_output_tokens = 750
        var total_tokens = 950
    }
}
