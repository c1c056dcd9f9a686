import Foundation

/// What a submission is answered with.
struct FalSubmitted: Decodable {
    var requestID: String
    var statusURL: String?
    var responseURL: String?
    var cancelURL: String?

    enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case statusURL = "status_url"
        case responseURL = "response_url"
        case cancelURL = "cancel_url"
    }
}

/// How a request stands.
struct FalStatus: Decodable {
    /// `IN_QUEUE`, `IN_PROGRESS` or `COMPLETED`, which is no word of success.
    var status: String
    var error: FalText?
    var errorType: String?

    var isCompleted: Bool { status == "COMPLETED" }

    enum CodingKeys: String, CodingKey {
        case status, error
        case errorType = "error_type"
    }
}

/// The model's own answer, as much of it as is used.
struct FalResult: Decodable {
    var video: File?

    struct File: Decodable {
        var url: String?
    }
}

/// An answer that is no success: of the platform, `{"detail": "…", "error_type": "…"}`, or of the model, whose `detail` is a list of
/// `{loc, msg, type}`. Types are for programs, messages for people.
struct FalProblem: Decodable {
    var types: [String]
    var message: String

    private struct Detail: Decodable {
        var msg: String?
        var type: String?
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var types = [try container.decodeIfPresent(String.self, forKey: .errorType)].compactMap(\.self)
        let details = (try? container.decode([Detail].self, forKey: .detail)) ?? []
        types += details.compactMap(\.type)
        let text = try? container.decode(FalText.self, forKey: .detail).text
        let messages = details.isEmpty ? [text].compactMap(\.self) : details.compactMap(\.msg)
        guard !types.isEmpty || !messages.isEmpty else {
            throw DecodingError.dataCorruptedError(forKey: .detail, in: container, debugDescription: "no reason")
        }
        self.types = types
        message = messages.joined(separator: "; ")
    }

    enum CodingKeys: String, CodingKey {
        case detail
        case errorType = "error_type"
    }
}

/// A value that should be a text; anything else is shown as JSON.
struct FalText: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        text = (try? container.decode(String.self)) ?? "(not a text)"
    }
}
