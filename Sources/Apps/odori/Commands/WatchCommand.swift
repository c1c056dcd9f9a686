import ArgumentParser
import OdoriConsole

/// Follows a job to its end.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "watch", abstract: "Watch a job until it has ended.")

    @Argument(help: "The job's id.")
    var job: String

    @Flag(help: "Print the job's last status as JSON, and nothing else.")
    var json = false

    @OptionGroup
    var connection: Connection

    func run() async throws {
        try await Following(client: try connection.client(), json: json).follow(job)
    }
}

/// Watching as a command does it: live progress, then what came out; status 1 unless everything did.
struct Following {
    let client: PipelineClient
    let json: Bool

    func follow(_ job: String) async throws {
        let screen = Screen()
        let answer = try await JobWatcher(client: client, screen: screen).follow(job, silently: json)
        if json {
            printJSON(answer.body)
        } else {
            answer.value.closingLines.forEach { screen.print($0) }
        }
        guard answer.value.isWholeSuccess else { throw ExitCode.failure }
    }
}
