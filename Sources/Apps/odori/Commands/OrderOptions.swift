import ArgumentParser
import OdoriConsole
import OdoriDomain

extension Transition: ExpressibleByArgument {}
extension CaptionChoice: ExpressibleByArgument {}

/// What is ordered, as options of `run` and `estimate`.
struct OrderOptions: ParsableArguments {
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

    @Option(help: "How clips give way to each other; the API takes zoom_slam unless told.")
    var transition: Transition?

    @Option(help: "What is written over the deliverables: name, the character's; none unless told.")
    var caption: CaptionChoice?

    @Option(help: "What the job may cost at most, in US dollars.")
    var maxCostUsd: Double?

    var order: JobOrder {
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
            seed: seed,
            transition: transition,
            caption: caption
        )
    }
}

/// How an answer is printed.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the API's answer as JSON, and nothing else.")
    var json = false

    /// Prints an answer as it came, or as `lines` say it.
    func print<Value>(_ answer: PipelineClient.Answer<Value>, _ lines: (Value) -> [String]) {
        if json {
            printJSON(answer.body)
        } else {
            lines(answer.value).forEach { Swift.print($0) }
        }
    }
}
