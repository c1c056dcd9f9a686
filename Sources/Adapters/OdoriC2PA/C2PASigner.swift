import Foundation
import OdoriDomain
package import OdoriPorts
import OdoriProcess
package import SystemPackage

/// Signs by c2pa-python (the Content Authenticity Initiative's c2pa-rs), run as a process of a Python that has it.
package struct C2PASigner: ProvenanceSigner {
    private let configuration: C2PAConfiguration
    private let tools = ToolRunner()

    package init(_ configuration: C2PAConfiguration) {
        self.configuration = configuration
    }

    package func sign(_ file: FilePath, as statement: ProvenanceStatement) async throws {
        let signed = FilePath(file.string + ".signed")
        let order = FilePath(file.string + ".order.json")
        let files = FileManager.default
        defer {
            // They lie in a scratch directory, which vanishes with all that is left in it.
            try? files.removeItem(atPath: order.string)
            try? files.removeItem(atPath: signed.string)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = try encoder.encode(SigningOrder(statement, from: file, to: signed, configuration))
        try body.write(to: URL(filePath: order.string))
        let script = String(decoding: PackageResources.sign_py, as: UTF8.self)
        let command = ToolCommand(
            configuration.python, ["-I", "-c", script, order.string], timeLimit: configuration.timeLimit)
        _ = try await tools.run(command)
        guard rename(signed.string, file.string) == 0 else {
            throw OdoriError(.toolFailed, "the signed file cannot be put in its place", .transient)
        }
    }
}

/// With what is signed.
package struct C2PAConfiguration: Sendable, Hashable {
    /// A Python that has c2pa-python, of a virtual environment.
    package var python: String
    /// A file of PEM: the chain, from the signer's certificate on.
    package var certificate: FilePath
    /// A file of PEM: the signer's private key.
    package var key: FilePath
    /// A server of time stamps (RFC 3161), which is asked at every signature; nil: none is.
    package var timestamps: String?
    /// Told as the version of what signs.
    package var version: String
    package var timeLimit: Duration

    package init(
        python: String, certificate: FilePath, key: FilePath, timestamps: String? = nil, version: String = "1",
        timeLimit: Duration = .seconds(60)
    ) {
        self.python = python
        self.certificate = certificate
        self.key = key
        self.timestamps = timestamps
        self.version = version
        self.timeLimit = timeLimit
    }
}
