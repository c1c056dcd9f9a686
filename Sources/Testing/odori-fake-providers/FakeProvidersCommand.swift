import ArgumentParser
import Foundation
import Logging

/// Pretends to be the paid providers, for tests that need a real wire and an honest judge of what was sent over it.
@main
struct FakeProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odori-fake-providers",
        abstract: "Speaks the providers' wires on this machine, keeps its own books, and fails on request.",
        discussion: """
            Kling: POST /motion-control/{model}, GET /tasks?task_ids|external_task_ids, GET /results/{id}.mp4; the legacy API under
            /v1/videos/motion-control. fal: POST /fal-ai/{model}, its follow-up addresses, GET /.well-known/jwks.json.
            MiniMax: POST /v1/music_generation.
            Gemini: POST /{v1|v1beta}/models/{model}:generateContent, Vertex AI's path for the same, the developer API's files; Lyria:
            POST /{v1|v1beta}/interactions and Vertex AI's path for the same, as calls of the kind “music”. Their books:
            GET /_gemini/ledger; what goes wrong: GET and PATCH /_gemini/faults; what it was sent: GET /_gemini/requests.
            The others' books: GET /_ledger. What goes wrong: GET and PATCH /_faults. The books are a file that outlives a kill -9.
            """
    )

    @Option(help: "The port to listen on, on 127.0.0.1; 0 for any free one.")
    var port = 0

    @Option(help: "The books: a file of JSON lines that is only ever added to.", completion: .file())
    var ledger: String

    @Option(help: "The API key that it wants.")
    var key = "fake-key"

    @Option(help: "The access key of Kling's legacy API.")
    var accessKey = "fake-access"

    @Option(help: "The secret key of Kling's legacy API.")
    var secretKey = "fake-secret"

    @Option(help: "What Kling's callbacks are signed with, whsec_…")
    var webhookSecret: String?

    @Option(help: "How many seconds Kling's clock is behind.")
    var clockBehind = 0

    @Option(help: "The video that every operation ends with; made beside the books when it is not named.")
    var video: String?

    @Option(help: "The video's length in seconds, which is billed.")
    var seconds = 10

    @Option(help: "Dollars a second.")
    var price = "0.168"

    @Option(help: "The keys that Gemini takes, separated by commas; that of --key when none are named.")
    var geminiKeys: String?

    @Option(help: "What goes wrong with Gemini, as a JSON object; see GET /_gemini/faults.")
    var geminiFaults = "{}"

    @Flag(help: "Fetch picture and reference of every order, and fail those of which one cannot be had.")
    var checkInputs = false

    @Option(help: "What goes wrong, as a JSON object; see GET /_faults.", transform: Faults.reading)
    var faults = Faults()

    func run() async throws {
        let books = try Ledger(path: ledger)
        let film = try video ?? ResultVideo.make(seconds: seconds, at: ledger + ".\(seconds)s.mp4")
        let terms = FakeKling.Terms(
            key: key, accessKey: accessKey, secretKey: secretKey, clockBehindSeconds: clockBehind, seconds: seconds,
            microPerSecond: try Self.micro(price))
        let inputs = checkInputs ? InputCheck() : nil
        let kling = FakeKling(ledger: books, faults: faults, terms: terms, inputs: inputs)
        let fal = FakeFal(ledger: try Ledger(path: ledger + ".fal"), faults: faults, terms: terms, inputs: inputs)
        let miniMax = FakeMiniMax(ledger: try Ledger(path: ledger + ".minimax"), faults: faults, key: key)
        let secret = webhookSecret.flatMap { Data(base64Encoded: String($0.dropFirst("whsec_".count))) }
        let gemini = FakeGemini(
            keys: (geminiKeys ?? key).split(separator: ",").map(String.init), directory: ledger + ".pictures")
        _ = try await gemini.change(Data(geminiFaults.utf8))
        var logger = Logger(label: "odori-fake-providers") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        try await FakeServer(
            kling: kling, fal: fal, miniMax: miniMax, gemini: gemini, video: film,
            callbacks: CallbackSender(kling: kling, fal: fal, klingSecret: secret), port: port, logger: logger
        ).run()
    }

    private static func micro(_ text: String) throws -> Int64 {
        guard let price = Double(text), (0...1000).contains(price) else {
            throw ValidationError("“\(text)” is no price.")
        }
        return Int64((price * 1_000_000).rounded())
    }
}
