import ArgumentParser
import OdoriConsole

/// Tells how a job went, from what is written down about it.
struct StoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "story",
        abstract: "Tell a job's whole story as a time line with costs.",
        discussion:
            "Everything is read from the job's documents, through the API; no log is needed, and no server that took part."
    )

    @Argument(help: "The job's id.")
    var job: String

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var connection: Connection

    func run() async throws {
        output.print(try await connection.client().story(of: job)) { Story($0).lines }
    }
}
