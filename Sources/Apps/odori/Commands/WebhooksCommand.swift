import ArgumentParser
import OdoriConsole

/// What callers were told of their jobs.
struct WebhooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks",
        abstract: "Look at webhooks and their attempts, and deliver one again.",
        subcommands: [List.self, Replay.self],
        defaultSubcommand: List.self
    )

    /// Lists events.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List webhooks, the newest first."
        )

        @Option(help: "Only those of this job.")
        var job: String?

        @Option(help: "Only those with this status: pending, delivered, failed, gone.")
        var status: String?

        @Option(help: "How many at most, 1 to 100.")
        var limit = 20

        @Flag(help: "Print the API's answer as JSON.")
        var json = false

        @OptionGroup
        var connection: Connection

        func run() async throws {
            let answer = try await connection.client().webhooks(job: job, status: status, limit: limit)
            if json {
                printJSON(answer.body)
            } else {
                answer.value.table.lines.forEach { print($0) }
            }
        }
    }

    /// Delivers an event again.
    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay",
            abstract: "Deliver a webhook again, under the same id, from the beginning of the schedule."
        )

        @Argument(help: "The webhook's id, msg_….")
        var webhook: String

        @Flag(help: "Print the API's answer as JSON.")
        var json = false

        @OptionGroup
        var connection: Connection

        func run() async throws {
            let answer = try await connection.client().replay(webhook)
            if json {
                printJSON(answer.body)
            } else {
                print("webhook \(answer.value.id) is delivered again to \(answer.value.url)")
            }
        }
    }
}
