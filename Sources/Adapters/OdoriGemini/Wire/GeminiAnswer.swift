import Foundation

/// What `generateContent` answers, as much of it as we read.
struct GeminiAnswer: Decodable {
    var candidates: [Candidate]?
    var promptFeedback: Feedback?
    var usageMetadata: Usage?
    var responseId: String?

    struct Candidate: Decodable {
        var content: Content?
        /// An open set of words.
        var finishReason: String?
        var finishMessage: String?
    }

    struct Content: Decodable {
        var parts: [Part]?
    }

    struct Part: Decodable {
        var text: String?
        var inlineData: Blob?
        /// What the model thought on its way; no part of the answer.
        var thought: Bool?
    }

    struct Blob: Decodable {
        var mimeType: String?
        /// Base64.
        var data: String?
    }

    /// Of a prompt that was not taken.
    struct Feedback: Decodable {
        var blockReason: String?
        var blockReasonMessage: String?
    }

    struct Usage: Decodable {
        var promptTokenCount: Int?
        var candidatesTokenCount: Int?
        var thoughtsTokenCount: Int?
        var candidatesTokensDetails: [Detail]?

        struct Detail: Decodable {
            /// `TEXT`, `IMAGE`, …
            var modality: String?
            var tokenCount: Int?
        }
    }

    private var parts: [Part] {
        (candidates?.first?.content?.parts ?? []).filter { $0.thought != true }
    }

    /// The words, those of thoughts left out.
    var text: String {
        parts.compactMap(\.text).joined()
    }

    /// The first picture, as it came.
    var picture: Blob? {
        parts.compactMap(\.inlineData).first
    }
}
