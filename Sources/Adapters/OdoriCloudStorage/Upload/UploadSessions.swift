import OdoriJSON
import Foundation
import OdoriDomain
import OdoriPorts
import SystemPackage

/// Sessions of uploads that are under way, as files: whoever stores the same content under the same name goes on where a process
/// stopped, be it killed.
struct UploadSessions: Sendable {
    /// The service keeps sessions for a week.
    private static let life: TimeInterval = 6 * 86_400

    let directory: FilePath
    private let bucket: String

    struct Session: Codable {
        /// Whoever has it may write: a secret.
        var url: String
        var upload: String
    }

    /// Nil where nothing is kept.
    init?(_ configuration: CloudStorageConfiguration) {
        guard let directory = configuration.sessions else { return nil }
        self.directory = directory
        bucket = configuration.bucket
    }

    /// What makes two uploads the same.
    static func key(
        _ name: ObjectName, _ attributes: ObjectAttributes, _ precondition: ObjectPrecondition, _ digest: FileDigest
    ) -> String {
        let metadata = attributes.metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let parts = [
            name.rawValue, attributes.contentType, precondition.generationMatch ?? "", digest.content.sha256,
        ]
        return hexSHA256(Data((parts + metadata).joined(separator: "\n").utf8))
    }

    func find(_ key: String) throws -> Session? {
        let url = file(key)
        guard let data = FileManager.default.contents(atPath: url.path) else { return nil }
        let written = try FileManager.default.attributesOfItem(atPath: url.path)[.modificationDate] as? Date
        guard let written, -written.timeIntervalSinceNow < Self.life,
            // One that was cut off by a crash is worth nothing.
            let session = try? JSONDecoder().decode(Session.self, from: data)
        else {
            try forget(key)
            return nil
        }
        return session
    }

    func keep(_ session: Session, _ key: String) throws {
        try FileManager.default.createDirectory(
            atPath: directory.string, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let url = file(key)
        try QuickJSON.encode(session).write(to: url, options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
    }

    func forget(_ key: String) throws {
        let url = file(key)
        if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
    }

    private func file(_ key: String) -> URL {
        URL(filePath: directory.appending("\(bucket)-\(key).json").string)
    }
}
