/// What `generateContent` answers.
struct GeminiResponse: Encodable, Sendable {
    var candidates: [Candidate]?
    var promptFeedback: Feedback?
    var usageMetadata: Usage
    var modelVersion: String
    var responseId: String

    struct Candidate: Encodable, Sendable {
        var content: Content?
        var finishReason: String
        var finishMessage: String?
        var index = 0
    }

    struct Content: Encodable, Sendable {
        var role = "model"
        var parts: [Part]
    }

    struct Part: Encodable, Sendable {
        var text: String?
        var inlineData: Blob?
        var thought: Bool?
    }

    struct Blob: Encodable, Sendable {
        var mimeType: String
        var data: String
    }

    struct Feedback: Encodable, Sendable {
        var blockReason: String
    }

    struct Usage: Encodable, Sendable {
        var promptTokenCount: Int
        var candidatesTokenCount: Int?
        var thoughtsTokenCount: Int?
        var totalTokenCount: Int
        var candidatesTokensDetails: [Detail]?

        struct Detail: Encodable, Sendable {
            var modality: String
            var tokenCount: Int
        }
    }
}

/// A call in the books.
struct GeminiEntry: Encodable, Sendable {
    /// Counts calls, from 1.
    var number: Int
    /// `text`, `image`, `analysis` or `music`; empty for what could not be read.
    var kind: String
    var model: String
    /// The HTTP status; 0 when the connection was dropped before anything was taken.
    var status: Int
    var fault: String?
    /// Which key, by its place among those that are wanted.
    var key: Int?
    /// Micro-dollars.
    var price: Int64
    /// The answer was handed to the network.
    var answered = false
}

/// What `GET /_gemini/ledger` answers.
struct GeminiReport: Encodable, Sendable {
    var calls: [GeminiEntry]
    /// Calls that were done, well or not.
    var done: Int
    /// Micro-dollars.
    var billed: Int64

    init(_ calls: [GeminiEntry]) {
        self.calls = calls
        done = calls.count { $0.price > 0 }
        billed = calls.reduce(0) { $0 + $1.price }
    }
}

/// A file that was handed over.
struct GeminiFile: Encodable, Sendable {
    var name: String
    var displayName: String?
    var mimeType: String
    var sizeBytes: String
    var uri: String
    var state: String
    var createTime = "2026-11-23T00:00:00Z"
    var error: Problem?

    struct Problem: Encodable, Sendable {
        var code = 13
        var message: String
    }
}
