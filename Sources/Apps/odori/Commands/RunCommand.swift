import ArgumentParser
import OdoriConsole

/// Orders a job, and by default watches it to its end.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Make characters dance.")

    @Option(help: "Characters to make.")
    var count = 1

    @Option(help: "The music style.")
    var style: String?

    @Option(help: "A reference by id or file name; the first is dance 0, the second dance 1, the third dance 2.")
    var reference: [String] = []

    @Flag(inversion: .prefixedNo, help: "Make the outfit variants and their remixes.")
    var variants = true

    @Flag(inversion: .prefixedNo, help: "Make the two soundtrack versions.")
    var soundtracks = true

    @Flag(inversion: .prefixedNo, help: "Put the stickers on.")
    var watermark = true

    @Option(help: "The same seed makes the same characters.")
    var seed: Int64?

    @Option(help: "What the job may cost at most, in US dollars.")
    var maxCostUsd: Double?

    @Flag(inversion: .prefixedNo, help: "Show live progress until the job has ended.")
    var watch = true

    @Flag(help: "Print the API's answer as JSON, and nothing else.")
    var json = false

    @OptionGroup
    var connection: Connection

    func run() async throws {
        let client = try connection.client()
        let accepted = try await client.run(order)
        guard watch else {
            if json { printJSON(accepted.body) } else { print(accepted.value.jobID) }
            return
        }
        try await Following(client: client, json: json).follow(accepted.value.jobID)
    }

    private var order: JobOrder {
        JobOrder(
            count: count,
            styleID: style,
            referenceVideos: reference,
            options: .init(
                generateVariants: variants,
                createSoundtracks: soundtracks,
                applyWatermark: watermark
            ),
            maxCostUSD: maxCostUsd,
            seed: seed
        )
    }
}
