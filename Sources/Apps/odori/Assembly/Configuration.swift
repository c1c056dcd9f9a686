import ArgumentParser
import Foundation
import OdoriConsole
import OdoriSettings
import SystemPackage

/// What the environment says to this command.
enum Configuration {
    /// The environment's settings; what is wrong with them is printed, and the command ends with status 78.
    static func read() throws -> Settings {
        do {
            return try Settings.read()
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(SettingsProblems.exitCode)
        }
    }
}

/// How a command reaches the API.
struct Connection: ParsableArguments {
    @Option(help: "The API's address; ODORI_PUBLIC_URL, else http://127.0.0.1:8080.")
    var url: String?

    @Option(
        help: "The server's data directory, where its key lies; ODORI_DATA_DIR, else .odori.",
        completion: .directory
    )
    var dataDir: String?

    func client() throws -> PipelineClient {
        let settings = try Configuration.read()
        let directory = Installation.absolute(dataDir ?? settings.dataDirectory)
        return PipelineClient(
            base: url ?? settings.api.publicURL ?? "http://127.0.0.1:8080",
            key: AccessKey.find(configured: settings.api.clientKey?.value, dataDirectory: directory)
        )
    }
}

/// Prints an answer as it came.
func printJSON(_ body: Data) {
    FileHandle.standardOutput.write(body + Data("\n".utf8))
}
