import ArgumentParser
import OdoriConsole
import OdoriSettings

/// Orders a job, and by default watches it to its end.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Make characters dance.")

    @OptionGroup
    var order: OrderOptions

    @Option(help: "A name of your own for this order: given again, it is the same job.")
    var idempotencyKey: String?

    @Flag(help: "Say what would be done, what it may cost and what providers would be told; order nothing.")
    var dryRun = false

    @Flag(inversion: .prefixedNo, help: "Show live progress until the job has ended.")
    var watch = true

    @OptionGroup
    var output: OutputOptions

    @OptionGroup
    var connection: Connection

    func run() async throws {
        if dryRun { return try sayWhatWouldBeDone() }
        let client = try connection.client()
        let accepted = try await client.run(order.order, idempotencyKey: idempotencyKey)
        guard watch else { return output.print(accepted) { [$0.jobID] } }
        try await Following(client: client, json: output.json).follow(accepted.value.jobID)
    }
}

extension RunCommand {
    /// By the settings of this process; no server is asked.
    private func sayWhatWouldBeDone() throws {
        let providers = try Configuration.read().providers
        let makers = DryRun.Makers(
            concepts: providers.gemini.concepts.rawValue, images: providers.gemini.images.rawValue,
            motion: providers.motion.rawValue, music: providers.music.rawValue)
        for line in DryRun(order.order, makers: makers, tariffs: providers.tariffs).lines { print(line) }
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
