import Foundation
import OdoriDomain
import OdoriProviderHTTP

/// What `interactions` answers, as much of it as we read.
struct LyriaAnswer: Decodable {
    var id: String?
    /// `completed`, `failed`, `incomplete`, `in_progress`, …: an open set.
    var status: String?
    var steps: [Step]?
    /// What the models before 3.5 have in place of steps.
    var outputs: [Content]?
    var errors: [Problem]?

    struct Step: Decodable {
        /// `model_output`, `thought`, …
        var type: String?
        var content: [Content]?
    }

    struct Content: Decodable {
        /// `audio`, or `text`: lyrics and the song's course.
        var type: String?
        var text: String?
        /// Base64.
        var data: String?
    }

    struct Problem: Decodable {
        /// `safety`, `recitation`, …
        var code: String?
        var message: String?
    }

    private var contents: [Content] {
        outputs ?? (steps ?? []).filter { $0.type == "model_output" }.flatMap { $0.content ?? [] }
    }

    private var text: String {
        contents.filter { $0.type == "text" }.compactMap(\.text).joined(separator: " ")
    }

    /// The track's bytes, whatever kind of sound they are: that they are none, or too short, is told by who listens, so that a track
    /// that is paid for is bought once more at most.
    ///
    /// - Parameter price: what a track costs. An interaction that failed made none, and is booked at nothing.
    func track(price: Int64) throws -> Data {
        if let refusal = errors?.first(where: { PolicyWords.mean($0.code ?? "") }) {
            throw OdoriError(.contentPolicy, words("refuses with \(refusal.code ?? "")", refusal.message))
        }
        if let audio = contents.last(where: { $0.type == "audio" }) {
            return audio.data.flatMap { Data(base64Encoded: $0) } ?? Data()
        }
        switch status {
        case "completed", nil:
            throw OdoriError(.contentPolicy, words("answers without a track", text), price: price)
        case "in_progress", "queued", "requires_continuation":
            throw OdoriError(.answerLost, words("answers before the track is made", status), .transient)
        case let end?:
            throw OdoriError(.providerFailed, words("ended with \(end)", errors?.first?.message), .transient)
        }
    }

    private func words(_ what: String, _ message: String?) -> String {
        let reason = message.flatMap { $0.isEmpty ? nil : ": \($0)" } ?? ""
        return "Lyria \(what)\(reason)".asOneLine
    }
}
