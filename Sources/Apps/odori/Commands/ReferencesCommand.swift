import ArgumentParser
import OdoriConsole
import OdoriDomain

/// The dance videos whose motion is transferred.
struct ReferencesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "references",
        abstract: "Add and list dance videos whose motion is transferred.",
        subcommands: [Add.self, List.self, Delete.self],
        defaultSubcommand: List.self
    )

    /// Adds a video of one's own.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Add a video to the catalogue and wait until it is ready or rejected."
        )

        /// What its sender may vouch for.
        enum Rights: String, CaseIterable, ExpressibleByArgument {
            case owned, licensed
            case publicDomain = "public_domain"
        }

        @Argument(help: "The video's file, or its https address.", completion: .file())
        var file: String

        @Option(help: "Why it may be used: owned, licensed or public_domain.")
        var rights: Rights

        @Flag(help: "Vouch that everybody in the video is an adult. Required.")
        var adultsOnly = false

        @Option(help: "A title for people; the file's name unless given.")
        var title: String?

        @OptionGroup
        var output: OutputOptions

        @OptionGroup
        var connection: Connection

        func validate() throws {
            guard adultsOnly else {
                throw ValidationError("Only videos of adults are taken; say --adults-only when this is one.")
            }
        }

        func run() async throws {
            let client = try connection.client()
            var upload = ReferenceUpload(
                file: Installation.absolute(file),
                title: title,
                rights: rights.rawValue,
                adultsOnly: adultsOnly
            )
            if file.contains("://") { upload.link = file }
            let added = try await client.addReference(upload).value
            if !output.json { print("reference \(added.id) is being looked at") }
            let settled = try await Catalogue(client: client).waitUntilSettled(added.id)
            if output.json {
                printJSON(try await client.reference(added.id).body)
                guard settled.status == .ready else { throw ExitCode.failure }
                return
            }
            guard settled.status == .ready else {
                print("reference \(settled.id) rejected: \(settled.reason ?? "no reason given")")
                throw ExitCode.failure
            }
            print("reference \(settled.id) ready; dance to it with `odori run --reference \(settled.id)`")
        }
    }

    /// Lists the catalogue.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List the catalogue.")

        @OptionGroup
        var output: OutputOptions

        @OptionGroup
        var connection: Connection

        func run() async throws {
            output.print(try await connection.client().references()) { $0.table.lines }
        }
    }
}
