import OdoriDomain
import OdoriPorts
import SystemPackage

extension PipelineServices {
    /// Stores an attempt's file. An object that an earlier attempt of the same stage left is adopted when it is the same file,
    /// and otherwise replaced, under the generation just read.
    func store(_ file: FilePath, as name: ObjectName, type: String, key: String) async throws -> StoredAsset {
        let attributes = ObjectAttributes(contentType: type, metadata: [ObjectAttributes.keyName: key])
        do {
            return try await objects.put(file, as: name, attributes, if: .absent).asset
        } catch let failure as ObjectPreconditionFailed {
            let now: ObjectPrecondition = failure.current.map { .generation($0.generation) } ?? .absent
            return try await objects.put(file, as: name, attributes, if: now).asset
        }
    }

    /// Copies a checkpoint's object to its final name; one that is there already, equal and of the same key, is adopted.
    func publish(_ asset: StoredAsset, as name: ObjectName, type: String, key: String) async throws -> StoredAsset {
        let attributes = ObjectAttributes(contentType: type, metadata: [ObjectAttributes.keyName: key])
        do {
            return try await objects.copy(asset.object, to: name, attributes, if: .absent).asset
        } catch let failure as ObjectPreconditionFailed {
            if let current = failure.current, current.bytes == asset.bytes, current.crc32c == asset.crc32c,
                current.attributes.metadata[ObjectAttributes.keyName] == key
            {
                return current.asset
            }
            let now: ObjectPrecondition = failure.current.map { .generation($0.generation) } ?? .absent
            return try await objects.copy(asset.object, to: name, attributes, if: now).asset
        }
    }
}
