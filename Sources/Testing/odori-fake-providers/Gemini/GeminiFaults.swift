import Foundation

/// What goes wrong with calls of Gemini. Calls of `generateContent` are counted from 1, each kind on its own as well.
struct GeminiFaults: Codable, Sendable, Hashable {
    /// What goes wrong with which call: `{"3": "lose_reply", "image:2": "no_image"}`.
    var script: [String: Fault] = [:]
    /// What goes wrong with every n-th call, or with every n-th of a kind: `{"lose_reply": "3", "no_image": "image:4"}`.
    var every: [String: String] = [:]
    /// What goes wrong with every call when it is made for the first time; made again, it goes well.
    var first: Fault?
    /// The word of `block` and of `finish`.
    var blockReason = "PROHIBITED_CONTENT"
    var finishReason = "IMAGE_SAFETY"
    /// The status of `error`.
    var errorStatus = 503
    /// What a quota's refusal says of waiting; nothing when 0.
    var retryDelaySeconds = 0
    /// Keys whose quota for the day is used up.
    var exhaustedKeys: [String] = []
    /// Keys that are not valid any more.
    var revokedKeys: [String] = []
    /// How often a file that was handed over is still being processed when it is asked for.
    var processingLooks = 1
    /// Files end in failure.
    var failFiles = false
    /// Milliseconds between taking a call and answering it.
    var delayMilliseconds = 0
    /// The tempo of Lyria's tracks, of what was asked for.
    var trackTempoPercent = 100

    enum Fault: String, Codable, Sendable, CaseIterable {
        /// Refused: nothing is done, and nothing billed.
        case quotaMinute = "quota_minute"
        case quotaDay = "quota_day"
        case error
        /// The connection ends before anything is taken.
        case loseRequest = "lose_request"
        /// Done and billed, but the answer is lost with the connection.
        case loseReply = "lose_reply"
        /// Done and billed, and answered with a page that is no JSON.
        case garbage
        /// Done and billed, and answered with nothing, or without an end.
        case blank, huge
        /// The prompt is not taken: `promptFeedback.blockReason`.
        case block
        /// The answer was withdrawn: `finishReason`.
        case finish
        case noImage = "no_image"
        /// No candidate at all.
        case empty
        /// `MAX_TOKENS` in the middle of the answer.
        case truncated
        /// JSON between prose and fences.
        case prose
        case malformed
        /// A character of 17; a video with somebody who may be no adult.
        case minor
        /// A name that belongs to a known figure.
        case famous
        case wrongMime = "wrong_mime"
        case wrongRatio = "wrong_ratio"
        case notGreen = "not_green"
    }

    /// These faults with the members that a JSON object names put over them.
    func changed(by patch: Data) throws -> GeminiFaults {
        guard let changes = try JSONSerialization.jsonObject(with: patch) as? [String: Any],
            var members = try JSONSerialization.jsonObject(with: JSONEncoder().encode(self)) as? [String: Any]
        else { throw Faults.Unreadable(reason: "faults are a JSON object") }
        for (name, value) in changes {
            guard members[name] != nil || name == "first" else {
                throw Faults.Unreadable(reason: "there is no fault named \(name)")
            }
            members[name] = value
        }
        let changed = try JSONDecoder().decode(Self.self, from: JSONSerialization.data(withJSONObject: members))
        for (name, rule) in changed.every where Fault(rawValue: name) == nil || Self.step(rule) == nil {
            throw Faults.Unreadable(reason: "“\(name)” every “\(rule)” is no rule")
        }
        return changed
    }

    /// What befalls a call.
    func fault(number: Int, kind: String, ofKind: Int) -> Fault? {
        if let named = script[String(number)] ?? script["\(kind):\(ofKind)"] { return named }
        let found = every.keys.sorted().first { name in
            guard let (only, step) = every[name].flatMap(Self.step) else { return false }
            return only == nil ? number.isEvery(step) : only == kind && ofKind.isEvery(step)
        }
        return found.flatMap(Fault.init)
    }

    private static func step(_ rule: String) -> (kind: String?, step: Int)? {
        let parts = rule.split(separator: ":")
        guard let last = parts.last, let step = Int(last), step > 0, parts.count <= 2 else { return nil }
        return (parts.count == 2 ? String(parts[0]) : nil, step)
    }

    enum CodingKeys: String, CodingKey {
        case script, every, first
        case blockReason = "block_reason"
        case finishReason = "finish_reason"
        case errorStatus = "error_status"
        case retryDelaySeconds = "retry_delay_seconds"
        case exhaustedKeys = "exhausted_keys"
        case revokedKeys = "revoked_keys"
        case processingLooks = "processing_looks"
        case failFiles = "fail_files"
        case delayMilliseconds = "delay_ms"
        case trackTempoPercent = "track_tempo_percent"
    }
}
