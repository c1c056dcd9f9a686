package import OdoriDomain
package import SystemPackage

/// Where files live: a directory or Cloud Storage. Files are streamed, never held.
///
/// Errors: `ObjectPreconditionFailed`; `OdoriError` of kind `transient` when the store cannot be reached or bytes arrive
/// damaged.
package protocol ObjectStore: Sendable {
    /// Stores a file under a name, whole or not at all, and verifies what arrived.
    @discardableResult
    func put(_ file: FilePath, as name: ObjectName, _ attributes: ObjectAttributes, if precondition: ObjectPrecondition)
        async throws -> ObjectInfo

    /// What is stored under a name; nil when nothing is.
    func info(_ name: ObjectName) async throws -> ObjectInfo?

    /// Copies a stored object into a file and verifies its checksum; throws `checkpoint_lost` when it does not exist.
    @discardableResult
    func download(_ name: ObjectName, to file: FilePath) async throws -> ObjectInfo

    /// Copies inside the store; throws `checkpoint_lost` when the source does not exist.
    @discardableResult
    func copy(
        _ source: ObjectName, to name: ObjectName, _ attributes: ObjectAttributes, if precondition: ObjectPrecondition
    ) async throws -> ObjectInfo

    /// Streams a range of bytes; throws `checkpoint_lost` when the object does not exist.
    func read(_ name: ObjectName, range: Range<Int64>) async throws -> any AsyncSequence<[UInt8], any Error> & Sendable

    /// Deletes an object; one that does not exist is no error.
    func delete(_ name: ObjectName) async throws

    /// The names that begin with `prefix`, in order, at most `limit`, after `cursor`.
    func list(prefix: String, after cursor: ObjectName?, limit: Int) async throws -> [ObjectInfo]
}

/// What an object must be for a write to happen.
package enum ObjectPrecondition: Sendable, Hashable {
    case none
    case absent
    /// Exactly this generation is stored.
    case generation(String)
}

/// A write's precondition did not hold; `current` is what is stored.
package struct ObjectPreconditionFailed: Error, Sendable {
    package var current: ObjectInfo?

    package init(current: ObjectInfo?) {
        self.current = current
    }
}

/// What is said of an object beside its bytes.
package struct ObjectAttributes: Sendable, Hashable, Codable {
    package var contentType: String
    /// Custom metadata; `odori-key` names the stage that made the object.
    package var metadata: [String: String]

    package init(contentType: String, metadata: [String: String] = [:]) {
        self.contentType = contentType
        self.metadata = metadata
    }

    /// The metadata name under which the maker's stage key stands.
    package static let keyName = "odori-key"
}

/// A stored object without its bytes.
package struct ObjectInfo: Sendable, Hashable {
    package var name: ObjectName
    /// Differs for every write of the name.
    package var generation: String
    package var bytes: Int64
    /// CRC-32C (Castagnoli) as 8 hex digits.
    package var crc32c: String
    /// SHA-256 in hex.
    package var sha256: String
    package var attributes: ObjectAttributes

    package init(
        name: ObjectName, generation: String, bytes: Int64, crc32c: String, sha256: String, attributes: ObjectAttributes
    ) {
        self.name = name
        self.generation = generation
        self.bytes = bytes
        self.crc32c = crc32c
        self.sha256 = sha256
        self.attributes = attributes
    }

    /// The form that checkpoints keep.
    package var asset: StoredAsset {
        StoredAsset(object: name, bytes: bytes, crc32c: crc32c, sha256: sha256)
    }
}
