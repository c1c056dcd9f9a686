import ArgumentParser
import OdoriConsole

extension ReferencesCommand {
    /// Takes a reference out of the catalogue.
    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete",
            abstract: "Delete a reference of one's own, with all its files."
        )

        @Argument(help: "The reference's id.")
        var reference: String

        @OptionGroup
        var connection: Connection

        func run() async throws {
            try await connection.client().deleteReference(reference)
            print("reference \(reference) is deleted")
        }
    }
}
