import Foundation
import SystemPackage

/// Secrets that a machine makes for itself: made once, kept readable for their owner only, the same for every process.
///
/// Several processes may ask at once; one of them makes the secret and all of them get that one.
package struct LocalSecrets: Sendable {
    private let directory: FilePath

    package init(dataDirectory: String) {
        directory = FilePath(dataDirectory)
    }

    /// The key that clients on this machine present, at `{data dir}/api-key`.
    ///
    /// - Returns: `isNew` for the one process that made it.
    package func apiKey() throws -> (key: Secret, isNew: Bool) {
        try secret(at: directory, named: "api-key") { "odori_" + Self.randomHex(bytes: 20) }
    }

    /// What this machine signs webhooks with, `whsec_…`, at `{data dir}/secrets/webhooks`.
    package func webhookSecret() throws -> Secret {
        try secret(at: directory.appending("secrets"), named: "webhooks") {
            "whsec_" + Data((0..<32).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
        }.key
    }

    /// Another secret, at `{data dir}/secrets/{name}`.
    package func secret(named name: String) throws -> Secret {
        try secret(at: directory.appending("secrets"), named: name) { Self.randomHex(bytes: 32) }.key
    }

    /// A file appears whole or not at all: it is written under a name of its own and then linked to its place.
    private func secret(
        at place: FilePath,
        named name: String,
        make: () -> String
    ) throws -> (key: Secret, isNew: Bool) {
        let file = place.appending(name)
        if let present = try read(file) { return (present, false) }
        try FileManager.default.createDirectory(
            atPath: place.string,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let draft = place.appending(".\(name)-\(Self.randomHex(bytes: 8))")
        let made = make()
        try write(made, to: draft)
        defer { unlink(draft.string) }
        if link(draft.string, file.string) == 0 { return (Secret(made), true) }
        let error = Errno(rawValue: errno)
        guard error == .fileExists, let present = try read(file) else { throw error }
        return (present, false)
    }

    private func read(_ file: FilePath) throws -> Secret? {
        guard FileManager.default.fileExists(atPath: file.string) else { return nil }
        let text = try String(contentsOfFile: file.string, encoding: .utf8).trimmingWhitespace()
        guard !text.isEmpty else {
            throw SettingsProblems([.init(file.string, "is empty; delete it to have a new secret made")])
        }
        return Secret(text)
    }

    private func write(_ text: String, to file: FilePath) throws {
        let descriptor = try FileDescriptor.open(
            file,
            .writeOnly,
            options: [.create, .exclusiveCreate],
            permissions: .ownerReadWrite
        )
        try descriptor.closeAfter {
            _ = try descriptor.writeAll((text + "\n").utf8)
            fsync(descriptor.rawValue)
        }
    }

    private static func randomHex(bytes: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<bytes).map { _ in
            let digits = String(UInt8.random(in: .min ... .max, using: &generator), radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
