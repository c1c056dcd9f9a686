import ArgumentParser
import OdoriConsole

/// Lists jobs, the newest first.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "jobs", abstract: "List jobs, the newest first.")

    @Option(help: "Only jobs with this status: queued, running, completed, failed, cancelled.")
    var status: String?

    @Option(help: "How many at most, 1 to 100.")
    var limit = 20

    @Flag(help: "Print the API's answer as JSON.")
    var json = false

    @OptionGroup
    var connection: Connection

    func run() async throws {
        let answer = try await connection.client().jobs(status: status, limit: limit)
        if json {
            printJSON(answer.body)
        } else {
            answer.value.table.lines.forEach { print($0) }
        }
    }
}
