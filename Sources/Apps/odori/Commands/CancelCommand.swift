import ArgumentParser
import OdoriConsole
import OdoriDomain

/// Calls a job, or one character of it, off.
struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancel a job, or one character of it, for good."
    )

    @Argument(help: "The job's id.")
    var job: String

    @Option(help: "One character by its number in the job, from 0; the others go on.")
    var slot: Int?

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var connection: Connection

    func run() async throws {
        output.print(try await connection.client().cancel(job, slot: slot)) { answer in
            let what = slot.map { "character \($0) of job \(answer.jobID)" } ?? "job \(answer.jobID)"
            let flying = answer.inFlight ?? 0
            let orders = "\(flying) \(flying == 1 ? "order" : "orders") may still arrive and will be settled"
            return ["\(what) \(answer.status?.rawValue ?? "cancelled")"] + (flying > 0 ? [orders] : [])
        }
    }
}

/// Tries again what failed.
struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Try the failed characters of a job again; what was finished and paid for is kept."
    )

    @Argument(help: "The job's id.")
    var job: String

    @Option(help: "One character by its number in the job, from 0.")
    var slot: Int?

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var connection: Connection

    func run() async throws {
        output.print(try await connection.client().retry(job, slot: slot)) { answer in
            ["job \(answer.jobID) \(answer.status?.rawValue ?? "running") again; see `odori watch \(answer.jobID)`"]
        }
    }
}
