/// A run's outputs with what made them: checksum, provider, model, prompt hash, operation id.
package struct Manifest: Codable, Sendable, Hashable {
    package var entries: [Entry]

    package init(entries: [Entry]) {
        self.entries = entries
    }

    package struct Entry: Codable, Sendable, Hashable {
        package var stage: StageID
        package var object: ObjectName
        package var sha256: String
        package var origin: Origin?

        package init(stage: StageID, object: ObjectName, sha256: String, origin: Origin?) {
            self.stage = stage
            self.object = object
            self.sha256 = sha256
            self.origin = origin
        }
    }
}

/// Who made a file, and of what.
package struct Origin: Codable, Sendable, Hashable {
    /// `studio`, `gemini`, `kling`, …
    package var provider: String
    package var model: String
    /// SHA-256 of the prompt or order, in hex.
    package var promptHash: String
    /// The provider's own id of the operation, where it has one.
    package var operationID: String?

    package init(provider: String, model: String, promptHash: String, operationID: String? = nil) {
        self.provider = provider
        self.model = model
        self.promptHash = promptHash
        self.operationID = operationID
    }

    enum CodingKeys: String, CodingKey {
        case provider, model
        case promptHash = "prompt_hash"
        case operationID = "operation_id"
    }
}
