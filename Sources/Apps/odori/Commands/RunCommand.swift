import ArgumentParser
import OdoriConsole

/// Orders a job, and by default watches it to its end.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Make characters dance.")

    @OptionGroup
    var order: OrderOptions

    @Option(help: "A name of your own for this order: given again, it is the same job.")
    var idempotencyKey: String?

    @Flag(inversion: .prefixedNo, help: "Show live progress until the job has ended.")
    var watch = true

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var connection: Connection

    func run() async throws {
        let client = try connection.client()
        let accepted = try await client.run(order.order, idempotencyKey: idempotencyKey)
        guard watch else { return output.print(accepted) { [$0.jobID] } }
        try await Following(client: client, json: output.json).follow(accepted.value.jobID)
    }
}

/// Weighs an order without making it.
struct EstimateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "estimate",
        abstract: "Say what a job would cost and how long it would take; nothing is made."
    )

    @OptionGroup
    var order: OrderOptions

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var connection: Connection

    func run() async throws {
        output.print(try await connection.client().estimate(order.order)) { $0.lines }
    }
}
