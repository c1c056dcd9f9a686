import ArgumentParser
import OdoriConsole
import OdoriDomain

extension JobStatus: ExpressibleByArgument {}

/// Lists jobs, the newest first.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "jobs", abstract: "List jobs, the newest first.")

    @Option(help: "Only jobs with this status.")
    var status: JobStatus?

    @Option(help: "Only jobs accepted at this instant or later, like 2026-02-07T10:00:00Z.")
    var since: String?

    @Option(help: "Only jobs accepted at this instant or earlier.")
    var until: String?

    @OptionGroup
    var page: PageOptions

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var connection: Connection

    func run() async throws {
        let filter = JobFilter(status: status, since: since, until: until)
        let answer = try await connection.client().jobs(filter, page.page)
        output.print(answer) { $0.table.lines + page.hint($0.nextPageToken) }
    }
}

/// Lists characters, the newest first.
struct CharactersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "characters",
        abstract: "List published characters, the newest first, or show one."
    )

    @Argument(help: "A character's id; all are listed without one.")
    var character: String?

    @OptionGroup
    var page: PageOptions

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var connection: Connection

    func run() async throws {
        let client = try connection.client()
        if let character {
            output.print(try await client.character(character)) { $0.lines }
        } else {
            output.print(try await client.characters(page.page)) { $0.table.lines + page.hint($0.nextPageToken) }
        }
    }
}

/// Which part of a list is shown.
struct PageOptions: ParsableArguments {
    @Option(help: "How many at most, 1 to 100.")
    var limit = 20

    @Option(help: "Go on after an earlier page, with the token that it ended with.")
    var pageToken: String?

    var page: PageChoice { PageChoice(limit: limit, token: pageToken) }

    func hint(_ next: String?) -> [String] {
        next.map { ["More with --page-token \($0)"] } ?? []
    }
}
