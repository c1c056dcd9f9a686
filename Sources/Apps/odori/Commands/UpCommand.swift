import ArgumentParser
import OdoriConsole
import OdoriSettings

/// Brings the servers up on this machine and keeps them up.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Start the API, the worker and the queue on this machine and keep them running."
    )

    @Option(help: "The API's port.")
    var apiPort = 8080

    @Option(help: "The worker's port.")
    var workerPort = 8081

    @Option(help: "The queue's port.")
    var queuePort = 8123

    @Option(
        help: "Start only some of api, worker, queue; separated by commas.",
        transform: UpCommand.parts
    )
    var only = Set(StackPlan.Part.allCases)

    @Option(help: "Where everything is kept; ODORI_DATA_DIR, else .odori.", completion: .directory)
    var dataDir: String?

    func run() async throws {
        let settings = try Configuration.read()
        let plan = StackPlan(
            ports: .init(api: apiPort, worker: workerPort, queue: queuePort),
            parts: only,
            dataDirectory: Installation.absolute(dataDir ?? settings.dataDirectory),
            programs: Installation.programs,
            publicURL: settings.api.publicURL
        )
        let screen = Screen()
        let stack = Stack(plan, preparation: OdoriAssembly.preparation) { event in
            if let line = event.line { screen.print(line) }
        }
        let ended: Void? = try await untilInterrupted {
            try await stack.run {
                plan.welcome.forEach { screen.print($0) }
                for await _ in AsyncStream<Never>.makeStream().stream {}
            }
        }
        if ended == nil { screen.print("stopped") }
    }

    private static func parts(_ text: String) throws -> Set<StackPlan.Part> {
        let parts = try text.split(separator: ",").map { word in
            guard let part = StackPlan.Part(rawValue: String(word)) else {
                throw ValidationError("There is no part “\(word)”; there are api, worker and queue.")
            }
            return part
        }
        guard !parts.isEmpty else { throw ValidationError("Name at least one of api, worker and queue.") }
        return Set(parts)
    }
}
