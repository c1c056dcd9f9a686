import Foundation
import OdoriC2PA
import OdoriDomain
import OdoriJudges
import OdoriPorts
import OdoriProcess
import SystemPackage

/// A directory with a certificate of an authority that only these tests trust, and real files to sign; removed after the test.
struct SigningRoom: Sendable {
    let directory: FilePath
    let signer: C2PASigner

    static func with<Result: Sendable>(_ body: (SigningRoom) async throws -> Result) async throws -> Result {
        let url = FileManager.default.temporaryDirectory.appending(path: "odori-c2pa-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        _ = try await Command.python("c2pa_certificates.py", [url.path])
        let directory = FilePath(url.path)
        let signer = C2PASigner(
            C2PAConfiguration(
                python: try await Command.python(), certificate: directory.appending("chain.pem"),
                key: directory.appending("signer.key")))
        return try await body(SigningRoom(directory: directory, signer: signer))
    }

    func path(_ name: String) -> FilePath { directory.appending(name) }

    func ffmpeg(_ arguments: String...) async throws -> String {
        try await ToolRunner().run(
            ToolCommand(
                "ffmpeg", ["-nostdin", "-v", "error", "-y"] + arguments, in: directory, timeLimit: .seconds(120))
        ).output
    }

    func picture(_ name: String) async throws -> FilePath {
        _ = try await ffmpeg("-f", "lavfi", "-i", "testsrc2=s=1080x1920:r=1", "-frames:v", "1", name)
        return path(name)
    }

    /// A clip like a dance: our size and rate, key pictures each second.
    func clip(_ name: String, seconds: Int) async throws -> FilePath {
        _ = try await ffmpeg(
            "-f", "lavfi", "-i", "testsrc2=s=1080x1920:r=30", "-t", "\(seconds)", "-c:v", "libx264", "-preset",
            "ultrafast", "-g", "30", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-use_editlist", "0", name)
        return path(name)
    }

    func music(_ name: String, seconds: Int) async throws -> FilePath {
        _ = try await ffmpeg("-f", "lavfi", "-i", "sine=f=440:r=48000:d=\(seconds)", "-ac", "2", name)
        return path(name)
    }

    /// A hash of the packets of one stream, as they are.
    func packets(_ stream: String, of file: FilePath) async throws -> String {
        try await ffmpeg("-i", file.string, "-map", "0:\(stream)", "-c", "copy", "-f", "md5", "-")
    }

    /// What the official library reads.
    func manifest(of file: FilePath, type: String) async throws -> ReadManifest {
        let line = try await Command.python("c2pa_read.py", [file.string, type, path("ca.pem").string])
        return try JSONDecoder().decode(ReadManifest.self, from: Data(line.utf8))
    }
}

/// What the official library reads of a file's manifest.
struct ReadManifest: Decodable, Sendable {
    /// `Trusted`, `Valid` or `Invalid`.
    var state: String
    /// Of all manifests in the file.
    var titles: [String]
    var title: String
    var ingredients: [Ingredient]
    var actions: [Action]
    var origins: [Made]

    struct Ingredient: Decodable, Hashable, Sendable {
        var title: String
        var relationship: String
        /// The title of the manifest that it carried.
        var manifest: String?
    }

    struct Action: Decodable, Hashable, Sendable {
        var action: String
        var source: String
    }

    struct Made: Decodable, Hashable, Sendable {
        var title: String
        var provider: String
        var model: String
    }
}
