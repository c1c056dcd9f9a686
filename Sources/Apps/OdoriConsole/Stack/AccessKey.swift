import Foundation
package import SystemPackage

/// The key that the API asks for.
package enum AccessKey {
    /// Where an embedded API keeps the key that it made for itself.
    package static func file(in dataDirectory: FilePath) -> FilePath {
        dataDirectory.appending("api-key")
    }

    /// The key from the environment, else the one in the data directory, else nil.
    package static func find(configured: String?, dataDirectory: FilePath) -> String? {
        if let configured, !configured.isEmpty { return configured }
        guard let bytes = FileManager.default.contents(atPath: file(in: dataDirectory).string) else { return nil }
        let key = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return key.isEmpty ? nil : key
    }
}
