import ArgumentParser
import OdoriConsole
import OdoriDomain

/// Calls a job off.
struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cancel", abstract: "Cancel a job, for good.")

    @Argument(help: "The job's id.")
    var job: String

    @OptionGroup
    var connection: Connection

    func run() async throws {
        let answer = try await connection.client().cancel(job)
        print("job \(answer.value.jobID) \(answer.value.status?.rawValue ?? "cancelled")")
    }
}
